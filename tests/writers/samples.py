"""Posts as bloggers have them, invented, and how a test reads one."""

import io
import json
import zipfile
from pathlib import Path

from PIL import Image as Pillow

from writers.posts import read
from writers.posts.post import Left, Picture, Post, Words
from writers.posts.shelf import opened


def picture(color="red", size=(400, 300)) -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", size, color).save(out, "JPEG")
    return out.getvalue()


JEKYLL = """---
layout: post
title:  "The hardware store that said no"
date:   2019-03-03 10:15:00 -0500
categories: repairs
tags: [told-the-truth, Hardware]
excerpt: He could have sold me the boiler.
permalink: /2019/03/the-hardware-store.html
---
He could have sold me the **boiler**. He sold me a *washer* for [40 cents](https://example.com/washer).

![The counter]({{ site.baseurl }}/assets/counter.jpg)

> You need air, not heat.

{% highlight ruby %}
puts "x < y"
  puts 2
{% endhighlight %}

1. Look first.
2. Sell second.

A [bad link](javascript:alert(1)).[^1]

[^1]: The store is still there.
"""
HUGO_TOML = """+++
title = "Three calls before noon"
date = 2020-06-01T09:00:00-04:00
tags = ["Put it right", "bread"]
draft = false
summary = "She called every one of us."
[cover]
image = "baker.jpg"
alt = "Ines at the counter"
+++
# Salt

The bread was salt.

{{< figure src="queue.jpg" caption="The queue on Saturday" alt="People waiting" >}}

{{< youtube dQw4w9WgXcQ >}} and {{< tweet 123 >}}
"""
PLAIN = """The night porter

He walked me to the pharmacy, in the rain, at two in the morning,
and waited outside until I had the medicine, and would not hear of
a tip.

I have stayed there every year since.
"""
WXR_TOP = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Counter notes</title><link>https://notes.example.com</link>
"""
WXR_ITEM = """<item><title>{title}</title><link>https://notes.example.com/{number}/</link><dc:creator>ana</dc:creator>
<guid isPermaLink="false">https://notes.example.com/?p={number}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2018-05-0{day} 08:00:00</wp:post_date><wp:post_date_gmt>2018-05-0{day} 12:00:00</wp:post_date_gmt>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<category domain="category" nicename="service"><![CDATA[Had patience]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>77</wp:meta_value></wp:postmeta>
{more}</item>
"""
COMMENT = """<wp:comment><wp:comment_author><![CDATA[{who}]]></wp:comment_author><wp:comment_author_email>secret@example.org</wp:comment_author_email>
<wp:comment_date>2018-05-03 09:00:00</wp:comment_date><wp:comment_content><![CDATA[{words}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved></wp:comment>"""
WXR_ATTACHMENT = """<item><title>p</title><wp:post_id>77</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://notes.example.com/wp-content/uploads/2018/05/optician.jpg</wp:attachment_url></item>"""
CLASSIC = """The optician sat with my mother for an hour.
She did not look at the clock.

[caption id="a" width="300"]<a href="/x"><img src="https://notes.example.com/wp-content/uploads/2018/05/optician-300x200.jpg"
 alt="Her desk" /></a> The desk[/caption]

<h2>What she said</h2>
<blockquote>Take your time.</blockquote>
Then she [contact-form to="a"] went home. <a href="/about/">About</a>"""


def item(number=1, title="An hour with the optician", body=CLASSIC, status="publish", kind="post", more="") -> str:
    return WXR_ITEM.format(number=number, day=number % 9 + 1, title=title, body=body, status=status, kind=kind, more=more)


def wxr(*items: str, end="</channel></rss>") -> bytes:
    return (WXR_TOP + "".join(items) + end).encode()


LEXICAL = {"root": {"children": [{"type": "paragraph", "children": [{"type": "text", "text": "Half a thought", "format": 1}]}]}}
GHOST = {
    "db": [
        {
            "data": {
                "posts": [
                    {
                        "id": "1",
                        "uuid": "u-1",
                        "title": "The van that came back",
                        "slug": "the-van",
                        "type": "post",
                        "status": "published",
                        "published_at": "2021-03-04T10:00:00.000Z",
                        "html": '<p>It came back.</p><figure class="kg-card"><img src="__GHOST_URL__/content/images/2021/03/van.jpg" alt="A van">'
                        "<figcaption>The van</figcaption></figure><pre><code>a\n  b</code></pre>",
                        "custom_excerpt": "Twice in one day.",
                        "feature_image": "__GHOST_URL__/content/images/2021/03/lead.jpg",
                    },
                    {"id": "2", "title": "About", "type": "page", "html": "<p>x</p>"},
                    {
                        "id": "3",
                        "uuid": "u-3",
                        "title": "Draft",
                        "type": "post",
                        "html": None,
                        "lexical": json.dumps(LEXICAL),
                    },
                ],
                "tags": [{"id": "t", "name": "Went further"}, {"id": "h", "name": "#inner"}],
                "posts_tags": [{"post_id": "1", "tag_id": "t"}, {"post_id": "1", "tag_id": "h"}],
                "posts_meta": [{"post_id": "1", "feature_image_alt": "The lead"}],
            }
        }
    ]
}
SUBSTACK_CSV = """post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url
101.the-letter,2022-01-02T12:00:00.000Z,true,,,newsletter,everyone,The letter,They wrote back by hand,
102.gone,2022-01-03T12:00:00.000Z,true,,,newsletter,only_paid,Gone,,
103.talk,2022-01-04T12:00:00.000Z,true,,,thread,everyone,Talk,,
"""
SUBSTACK_HTML = """<p>They wrote back by hand.</p><div class="captioned-image-container"><figure><a class="image-link" href="https://x.test/i.png"><div>
<img src="https://substackcdn.com/image/fetch/https%3A%2F%2Fb.s3.amazonaws.com%2Fpublic%2Fimages%2F0f1e2d3c-aaaa-bbbb-cccc-0123456789ab_800x600.jpeg" alt="">
</div></a><figcaption class="image-caption">Her hand</figcaption></figure></div><div class="pullquote"><p>We read every letter.</p></div>
<div class="subscription-widget-wrap"><p>Subscribe now</p></div>"""


def zipped(path: Path, files: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name, content in files.items():
            out.writestr(name, content)
    return path


def all_of(path: Path) -> list[Post | Left]:
    with opened(path) as shelf:
        return list(read.posts(shelf, read.plan(shelf)))


def one(path: Path, content: bytes | str) -> Post:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = all_of(path)
    assert len(found) == 1 and isinstance(found[0], Post), found
    return found[0]


def html(post: Post) -> str:
    return "".join(piece.html for piece in post.pieces if isinstance(piece, Words))


def pictures(post: Post) -> list[tuple[str, str, str]]:
    return [(piece.ref, piece.description, piece.caption) for piece in post.pieces if isinstance(piece, Picture)]
