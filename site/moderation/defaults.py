"""What a new newsroom moderates with: reasons in warm words, and a first list of words to look out for. Lists that have rows stay as they are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from moderation.models import ListedWord, Reason


def lists() -> None:
    if not Reason.objects.exists():
        Reason.objects.bulk_create([*_rows(Reason.For.EDITOR, editor_reasons()), *_rows(Reason.For.READER, reader_reasons())])
    if not ListedWord.objects.exists():
        ListedWord.objects.bulk_create(ListedWord(word=word, kind=kind) for kind, words in LISTED.items() for word in words)


def _rows(used_by: str, rows: list[tuple[str, str, str]]) -> list[Reason]:
    return [Reason(slug=slug, title=title, words=words, used_by=used_by, position=position) for position, (slug, title, words) in enumerate(rows)]


def editor_reasons() -> list[tuple[str, str, str]]:
    """Slug, what moderators call it, what the author is told."""
    return [
        (
            "names-somebody",
            _("Names a private person"),
            _("Your line names somebody who may not want to be named here. Send it again without the name, and we will gladly look."),
        ),
        ("advertises", _("Advertises"), _("We keep advertising and links off the wall. If there is a story of good service behind it, please tell us that.")),
        (
            "unkind",
            _("Unkind to somebody"),
            _("It may have been earned, but nobody is hit here. Say what happened, or what you wish for, and it is welcome."),
        ),
        (
            "off-topic",
            _("Does not answer the question"),
            _("Thank you. This does not answer the question that we asked. Try again in your own words."),
        ),
        ("not-yours", _("Somebody else’s words"), _("We think these words were first said by somebody else. We would love to have yours.")),
        ("twice", _("Sent before"), _("We have this line already, so one of them is enough. Thank you for it.")),
    ]


def reader_reasons() -> list[tuple[str, str, str]]:
    return [
        ("report-untrue", _("It is not true"), ""),
        ("report-unkind", _("It is unkind or insulting"), ""),
        ("report-private", _("It tells something private"), ""),
        ("report-advertises", _("It advertises"), ""),
        ("report-mine", _("It is mine, or about me"), ""),
    ]


LISTED = {
    ListedWord.Kind.REJECT: ["viagra", "cialis", "casino bonus", "crypto giveaway", "escort service", "forex signals", "payday loan", "buy followers"],
    ListedWord.Kind.SUSPECT: [
        *("scam", "fraud", "thief", "liar", "crook", "idiot", "moron", "stupid", "disgusting", "lawsuit", "sue", "boycott"),
        *("discount code", "promo code", "free trial", "click here", "subscribe", "whatsapp", "telegram", "bitcoin"),
    ],
}
