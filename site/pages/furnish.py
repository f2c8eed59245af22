"""What a new newsroom starts with beside its sections: the plain pages (texts in pages/data) and the first prompt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import frontmatter
import yaml
from django.utils import timezone
from wagtail.models import Page

from pages.models import PlainPage
from quotes.models import Prompt
from stories.models import LetterTemplate
from stories.tell_text import to_html

TEXTS = Path(__file__).parent / "data"
SLUGS = ["about", "promises", "guidelines", "how-review-works", "privacy"]
FIRST_PROMPT = "what-does-cs-mean-to-you"


def plain_pages(front: Page) -> list[PlainPage]:
    """Makes those of the five pages that are missing; what an editor has changed stays."""
    made = []
    for slug in SLUGS:
        if PlainPage.objects.filter(slug=slug).exists():
            continue
        post = frontmatter.loads((TEXTS / f"{slug}.md").read_text(encoding="utf-8"))
        page = PlainPage(title=str(post["title"]), slug=slug, intro=str(post["intro"]), body=[("text", to_html(post.content))])
        front = Page.objects.get(pk=front.pk)
        front.add_child(instance=page)
        page.save_revision()
        made.append(page)
    return made


def letters() -> None:
    """Letters editors start from; those that are there already stay as they are."""
    for row in yaml.safe_load((TEXTS / "letters.yaml").read_text(encoding="utf-8")):
        LetterTemplate.objects.get_or_create(slug=row["slug"], defaults={**row, "body": row["body"].strip()})


def first_prompt(*, opens_at: datetime | None = None) -> Prompt:
    prompt, _made = Prompt.objects.get_or_create(
        slug=FIRST_PROMPT,
        defaults={
            "title": "What does CS mean to you?",
            "spelled_out": "CS: customer service. What does it mean to you?",
            "opens_at": opens_at or timezone.now(),
        },
    )
    return prompt
