"""What of other sites' HTML is understood: which marks are kept as which of ours, which begin a block, which hold others."""

from __future__ import annotations

import re

from stories.tell_text import SCHEMES

KEPT = {
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "name", "id"},
    "img": {"src", "alt", "title", "width", "height", "data-src", "data-lazy-src", "data-orig-file"},
    "iframe": {"src", "data-src", "title"},
    "embed": {"src"},
    "video": {"src"},
    "audio": {"src"},
    "source": {"src"},
    "ol": {"start"},
}
SEEN_SCHEMES = {*SCHEMES, "javascript", "vbscript", "data", "file", "tel", "ftp", "feed"}
LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "hr", "figure", "table", "iframe", "embed", "video", "audio", "dt", "dd"}
HOLDERS = {
    "address",
    "article",
    "aside",
    "body",
    "center",
    "details",
    "div",
    "dl",
    "footer",
    "header",
    "html",
    "main",
    "nav",
    "section",
    "summary",
    "figcaption",
}
BLOCKS = LEAVES | HOLDERS
WIDGETS = re.compile(r"\b(subscription-widget|subscribe-widget|button-wrapper|sharedaddy|jp-relatedposts|kg-signup-card|addtoany)", re.IGNORECASE)
PLAYER = re.compile(r"\bkg-(?:audio|video)-(?:player|thumbnail|overlay)(?!-container)\b|\bimage-link-expand\b|\bheader-anchor-parent\b|\bhide-text\b")
NOTE = re.compile(r"(?:^|\s)footnote(?:\s|$)")  # Substack's: a number and the words
CARD = re.compile(r"\b(?:kg-bookmark-card|kg-file-card|embedded-post-wrap|file-embed-wrapper|mixtapeEmbed|graf--mixtapeEmbed)\b")
CARD_TITLE = re.compile(r"\b(?:kg-bookmark-title|kg-file-card-title|embedded-post-title|file-embed-details-h1)$")
CARD_WORDS = re.compile(r"\b(?:kg-bookmark-description|kg-file-card-caption)$")
PULLED = re.compile(r"\b(pullquote|wp-block-pullquote|kg-blockquote-alt)\b")
DEEPEST = 60
LONGEST_WORDS = 50_000  # letters of one block of text: the desk's form takes 60,000
LONGEST_PULL = 280
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
