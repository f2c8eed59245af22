"""A tag of an old site's template comes in; what stands in its place goes out: a picture, an address, or None where it is one we do not know."""

from __future__ import annotations

import re
from html import escape

from writers.posts import tags

VIDEO = re.compile(r"(?:id=)?\"?([\w-]{6,20})(?![\w-])")
ADDRESS = re.compile(r"\"?([^\"\s>%]+)")
BASES = {"site.baseurl", "site.url", ".Site.BaseURL"}
REFERENCES = {"{%": {"post_url", "link"}, "{{<": {"ref", "relref"}, "{{": set()}
ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
WORD = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
FIGURES = {"figure", "image", "img", "imgproc"}
SOURCES = ("src", "url", "image", "image_path", "path", "file", "filename", "img")
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|heic|avif|svg)(?:[?#].*)?$", re.IGNORECASE)
ELSEWHERE = {  # Hugo's and Jekyll's tags for what other sites show
    "vimeo": "https://vimeo.com/{0}",
    "gist": "https://gist.github.com/{0}/{1}",
    "instagram": "https://www.instagram.com/p/{0}/",
}
POSTED = {"tweet", "x", "twitter"}


def instead(tag: tags.Tag) -> str | None:
    if tag.kind == "{{":
        relative = tags.RELATIVE.match(tag.told) if not tag.name else None
        return "" if tag.name in BASES else relative[1] or relative[2] if relative else None
    video = VIDEO.match(tag.told) if tag.name in {"youtube", "youtubeprivacy"} else None
    if video:
        return f"<https://www.youtube.com/watch?v={video[1]}>"
    if tag.name in FIGURES | {"include", "include_relative", "include_cached", "asset_img"}:
        return _picture(tag)
    if tag.name in REFERENCES[tag.kind]:
        address = ADDRESS.match(tag.told)
        return f"/{address[1].lstrip('/')}" if address else None
    return _elsewhere(tag)


def _picture(tag: tags.Tag) -> str | None:
    """Hugo's figure, a theme's include with a picture in it, Hexo's and Octopress's own tags."""
    values = {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(tag.told)}
    source = next((values[name] for name in SOURCES if PICTURE.search(values.get(name, ""))), "")
    bare = [double or single or word for double, single, word in WORD.findall(tag.told) if "=" not in word]
    if not source and tag.name in {"img", "asset_img"}:
        at = next((number for number, word in enumerate(bare) if PICTURE.search(word)), None)
        source = bare[at] if at is not None else ""
        values.setdefault("alt", " ".join(word for word in bare[at + 1 :] if not word.isdigit()) if at is not None else "")
    if not source:
        return values["src"] and _figure(values, values["src"]) if tag.name == "figure" and values.get("src") else None
    return _figure(values, source)


def _figure(values: dict[str, str], source: str) -> str:
    lines = [re.sub(r"[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}", "", values[name]) for name in ("title", "caption", "attr") if values.get(name)]
    line = " ".join(dict.fromkeys(one if one.endswith((".", "!", "?")) or one is lines[-1] else f"{one}." for one in lines))
    image = f'<img src="{escape(source)}" alt="{escape(values.get("alt", ""))}">'
    return f"\n\n<figure>{image}<figcaption>{escape(line)}</figcaption></figure>\n\n"


def _elsewhere(tag: tags.Tag) -> str | None:
    values = {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(tag.told)}
    words = [double or single or bare for double, single, bare in WORD.findall(tag.told) if "=" not in bare]
    first = values.get("id") or (words[0] if words else "")
    if tag.name in POSTED and re.fullmatch(r"\d+|https://\S+", first):
        return f"<{first}>" if first.startswith("https") else f"<https://twitter.com/{values.get('user') or 'i'}/status/{first}>"
    parts = [first, *words[1:], ""][:2] if first else []
    pattern = ELSEWHERE.get(tag.name, "")
    if not pattern or not parts or not all(re.fullmatch(r"[\w-]+", part) for part in parts[: pattern.count("{")]):
        return None
    return f"<{pattern.format(*parts)}>"
