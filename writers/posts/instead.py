"""A tag of an old site's template comes in; what stands in its place goes out: a picture, an address, or None where it is one we do not know."""

from __future__ import annotations

import re
from html import escape
from pathlib import PurePosixPath

from writers.posts import tags

VIDEO = re.compile(r"(?:id=)?\"?([\w-]{6,20})(?![\w.-])")
ADDRESS = re.compile(r"\"?([^\"\s>%]+)")
LINK = re.compile(r"\[([^\[\]]{1,300})\]\(([^\s()\"<>]{1,500})(?:\s[^()]{0,200})?\)")
MARKED = re.compile(r"(\]\([^()]{0,500}\))|[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}")  # not within a link's address
BASES = {"site.baseurl", "site.url", ".Site.BaseURL"}
REFERENCES = {"{%": {"post_url", "link"}, "{{<": {"ref", "relref"}, "{{": set()}
ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
WORD = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
FIGURES = {"figure", "image", "img", "imgproc"}
SOURCES = ("src", "url", "image", "image_path", "path", "file", "filename", "img")
PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|heic|avif|svg)(?:[?#].*)?$", re.IGNORECASE)
ELSEWHERE = {  # Hugo's and Jekyll's tags for what other sites show
    "vimeo": "https://vimeo.com/{0}",
    "instagram": "https://www.instagram.com/p/{0}/",
}
INCLUDES = {"include", "include_relative", "include_cached"}
VIDEOS = {"youtube": "https://www.youtube.com/watch?v={0}", "vimeo": "https://vimeo.com/{0}"}
NUMBERS = ("id", "video_id", "videoid", "youtube_id", "youtubeid", "vimeo_id", "video")
POSTED = {"tweet", "x", "twitter"}


def instead(tag: tags.Tag) -> str | None:
    if tag.kind == "{{":
        relative = tags.RELATIVE.match(tag.told) if not tag.name else None
        return "" if tag.name in BASES else relative[1] or relative[2] if relative else None
    if tag.name.strip("/") == "details" and tag.kind == "{{<":
        return _summary(tag)
    video = VIDEO.match(tag.told) if tag.name in {"youtube", "youtubeprivacy"} else None
    if video:
        return f"<https://www.youtube.com/watch?v={video[1]}>"
    if tag.name in INCLUDES:
        return _picture(tag) or _included_video(tag)
    if tag.name in FIGURES | {"asset_img"}:
        return _picture(tag)
    if tag.name == "gist":
        return _gist(tag)
    if tag.name in REFERENCES[tag.kind]:
        address = ADDRESS.match(tag.told)
        return f"/{address[1].lstrip('/')}" if address else None
    return _elsewhere(tag)


def name_of(tag: tags.Tag) -> str:
    """What its author knows it by: an include is known by its file."""
    words = tag.told.split(maxsplit=1)
    return f"{tag.name} {words[0][:60]}" if tag.name in INCLUDES and words else tag.name


def _values(tag: tags.Tag) -> dict[str, str]:
    return {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(tag.told)}


def _words(tag: tags.Tag) -> list[str]:
    return [double or single or bare for double, single, bare in WORD.findall(tag.told) if "=" not in bare]


def _summary(tag: tags.Tag) -> str:
    """What stands on a part that opens at a click; the part itself stays where it is."""
    values = {name.lower(): double or single for name, double, single, _bare in ATTRIBUTE.findall(tag.told)}
    said = values.get("summary") or values.get("title") or next((double or single for double, single, _bare in WORD.findall(tag.told) if not values), "")
    return f"\n\n<p><b>{escape(said)}</b></p>\n\n" if said and not tag.name.startswith("/") else "\n\n"


def _included_video(tag: tags.Tag) -> str | None:
    """A theme's include that shows a video, where its number stands in the tag itself and not in front matter."""
    values = {name.lower(): double or single for name, double, single, _bare in ATTRIBUTE.findall(tag.told)}
    shows = (values.get("provider") or PurePosixPath(tag.told.split(maxsplit=1)[0] if tag.told else "").stem).lower()
    service = next((name for name in VIDEOS if name in shows), "")
    number = next((values[name] for name in NUMBERS if re.fullmatch(r"[\w-]{6,20}", values.get(name, ""))), "")
    return f"<{VIDEOS[service].format(number)}>" if service and number else None


def _gist(tag: tags.Tag) -> str | None:
    """Hugo's has its owner and its number apart; Jekyll's has them in one word, with a file after it."""
    words = _words(tag)
    address = "/".join(words[: 2 if tag.kind == "{{<" else 1])
    return f"<https://gist.github.com/{address}>" if re.fullmatch(r"[\w-]+(?:/[\w-]+)?", address) else None


def _picture(tag: tags.Tag) -> str | None:
    """Hugo's figure, a theme's include with a picture in it, Hexo's and Octopress's own tags."""
    values = _values(tag)
    source = next((values[name] for name in SOURCES if PICTURE.search(values.get(name, ""))), "")
    bare = _words(tag)
    if not source and tag.name in {"img", "asset_img"}:
        at = next((number for number, word in enumerate(bare) if PICTURE.search(word)), None)
        source = bare[at] if at is not None else ""
        values.setdefault("alt", " ".join(word for word in bare[at + 1 :] if not word.isdigit()) if at is not None else "")
    if not source:
        return values["src"] and _figure(values, values["src"]) if tag.name == "figure" and values.get("src") else None
    return _figure(values, source)


def _figure(values: dict[str, str], source: str) -> str:
    if values.get("attr") and values.get("attrlink"):
        values["attr"] = f"[{values['attr']}]({values['attrlink']})"
    lines = [MARKED.sub(lambda found: found[1] or "", values[name]) for name in ("title", "caption", "attr") if values.get(name)]
    line = " ".join(dict.fromkeys(one if one.endswith((".", "!", "?")) or one is lines[-1] else f"{one}." for one in lines))
    image = f'<img src="{escape(source)}" alt="{escape(values.get("alt", ""))}">'
    linked = LINK.sub(r'<a href="\2">\1</a>', escape(line, quote=False))
    return f"\n\n<figure>{image}<figcaption>{linked}</figcaption></figure>\n\n"


def _elsewhere(tag: tags.Tag) -> str | None:
    values, words = _values(tag), _words(tag)
    first = values.get("id") or (words[0] if words else "")
    if tag.name in POSTED and re.fullmatch(r"\d+|https://\S+", first):
        return f"<{first}>" if first.startswith("https") else f"<https://twitter.com/{values.get('user') or 'i'}/status/{first}>"
    parts = [first, *words[1:], ""][:2] if first else []
    pattern = ELSEWHERE.get(tag.name, "")
    if not pattern or not parts or not all(re.fullmatch(r"[\w-]+", part) for part in parts[: pattern.count("{")]):
        return None
    return f"<{pattern.format(*parts)}>"
