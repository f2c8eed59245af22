"""The message on the desk: kept as it was typed, previewed exactly as readers will see it, sent, and changed while the old one runs."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from sponsors.models import Creative, Placement, SeatDay

State = Placement.State
TYPED = {"text": "Lamps that last a lifetime.", "link": "https://bramble-finch.example/lamps", "link_words": "See the lamps", "picture_alt": ""}


def picture(width: int = 600, height: int = 400, name: str = "lamp.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


@pytest.fixture
def held(make_placement) -> Placement:
    placement = make_placement(state=State.HELD, starts=5)
    Creative.objects.filter(placement=placement).update(text="", link="", link_words="")
    return placement


@pytest.fixture
def page(held, owner, client) -> str:
    client.force_login(owner)
    return f"{held.get_absolute_url()}message/"


def test_half_a_message_is_kept_as_a_draft(client, page, held):
    answer = client.post(page, {"text": "Lamps that", "link": "", "link_words": "", "do": "show"})

    assert answer["Location"] == f"{page}#preview"
    assert (held.creatives.get().text, held.creatives.get().state) == ("Lamps that", Creative.State.DRAFT)
    assert "Lamps that" in client.get(page).content.decode()


def test_a_finished_message_is_sent(client, page, held):
    answer = client.post(page, TYPED | {"do": "send"})

    held.refresh_from_db()
    assert answer["Location"] == held.get_absolute_url()
    assert (held.state, held.creatives.get().state) == (State.SUBMITTED, Creative.State.WAITING)


def test_what_is_missing_is_said_at_its_field_and_the_draft_is_kept(client, page, held):
    answer = client.post(page, {"text": "Lamps.", "link": "", "link_words": "", "do": "send"})

    told = answer.content.decode()
    held.refresh_from_db()
    assert answer.status_code == 422
    assert "Write the address a click leads to" in told
    assert "Write what the link says" in told
    assert (held.state, held.creatives.get().text) == (State.HELD, "Lamps.")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("link", "javascript:alert(1)", "An address starts with https:// or http://"),
        ("link", "https://10.0.0.1/lamps", "Use the name of your site"),
        ("link", "https://localhost/lamps", "Readers cannot reach this address from outside"),
        ("link", "https://me:secret@lamps.example/", "Take the name and password"),
        ("link", "https://testserver/go/x/", "cannot reach this address"),
        ("link", f"https://lamps.example/{'x' * 3_980}", "letters too long"),
        ("text", "x" * 141, "1 letter too long"),
        ("text", "x" * 4_000, "letters too long"),
        ("link_words", "x" * 41, "1 letter too long"),
        ("picture_alt", "x" * 201, "1 letter too long"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(client, page, held, field, typed, words):
    answer = client.post(page, TYPED | {field: typed, "do": "send"})

    told, kept = answer.content.decode(), held.creatives.get()
    held.refresh_from_db()
    assert answer.status_code == 422
    assert words in told
    assert typed in told
    assert held.state == State.HELD
    assert {name: getattr(kept, name) for name in TYPED} == TYPED | {field: ""}


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("lamp.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "An SVG file can carry programs"),
        (SimpleUploadedFile("lamp.png", b"GIF89a<script>alert(1)</script>"), "We could not open this file as a picture"),
        (picture(599, 400), "Send one of 600 × 400 or larger"),
        (picture(1200, 400), "crop it to the shape"),
    ],
)
def test_a_picture_that_cannot_be_used_is_refused_and_the_words_are_kept(client, page, held, upload, words):
    upload.seek(0)

    answer = client.post(page, TYPED | {"picture": upload, "picture_alt": "A lamp", "do": "send"})

    held.refresh_from_db()
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (held.state, held.creatives.get().text, bool(held.creatives.get().picture)) == (State.HELD, TYPED["text"], False)


def test_a_hundred_megapixels_are_refused_in_words(client, page, held):
    out = BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")

    answer = client.post(page, TYPED | {"picture": SimpleUploadedFile("lamp.png", out.getvalue()), "do": "show"})

    assert answer.status_code == 422
    assert "more than 64 megapixels" in answer.content.decode()
    assert held.creatives.get().text == TYPED["text"]


def test_a_picture_is_kept_while_another_field_is_wrong_and_taken_out_on_request(client, page, held):
    client.post(page, TYPED | {"picture": picture(), "picture_alt": "A lamp", "link": "javascript:x", "do": "send"})
    kept = bool(held.creatives.get().picture)
    client.post(page, TYPED | {"remove_picture": "on", "do": "show"})

    assert kept
    assert not held.creatives.get().picture


def test_the_preview_is_what_readers_get_and_may_stand_in_our_own_frames_only(client, page, held):
    client.post(page, TYPED | {"do": "show"})

    frame = client.get(f"{held.get_absolute_url()}preview/?theme=dark")
    desk = client.get(page)

    told = frame.content.decode()
    assert 'data-theme="dark"' in told
    assert "Supported by" in told
    assert "Bramble &amp; Finch" in told
    assert TYPED["text"] in told
    assert 'rel="sponsored noopener"' in told
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in frame["Content-Security-Policy"]
    assert "data-seen" not in told
    assert "frame-src 'self'" in desk["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in desk["Content-Security-Policy"]
    assert desk["X-Frame-Options"] == "DENY"


def test_of_the_four_frames_only_the_first_is_reached_by_key(client, page, held):
    frames = re.findall(r"<iframe ([^>]+)>", client.get(page).content.decode())
    looks = [client.get(unescape(re.search(r'src="([^"]+)"', frame)[1])).content.decode() for frame in frames]

    assert ['tabindex="-1"' in frame for frame in frames] == [False, True, True, True]
    assert [bool(re.search(r'<main class="sheet"[^>]* inert>', look)) for look in looks] == [False, True, True, True]


def test_what_is_being_typed_is_drawn_and_saved_nowhere(client, page, held):
    answer = client.post(f"{held.get_absolute_url()}preview/", {"text": "<b>Being</b> typed", "link": "javascript:alert(1)", "link_words": "x" * 5_000})

    told = answer.content.decode()
    assert "&lt;b&gt;Being&lt;/b&gt; typed" in told
    assert "javascript:" not in told
    assert held.creatives.get().text == ""


def test_a_hold_that_lapsed_meanwhile_is_taken_up_by_sending(client, page, held):
    Placement.objects.filter(pk=held.pk).update(held_until=timezone.now() - timedelta(minutes=1))

    warned = client.get(page).content.decode()
    client.post(page, TYPED | {"do": "send"})

    held.refresh_from_db()
    assert "Your hold has run out." in warned
    assert held.state == State.SUBMITTED
    assert SeatDay.objects.filter(placement=held).count() == 7


def test_a_hold_that_lapsed_and_was_taken_keeps_the_message_and_offers_the_waiting_list(client, page, held, other_sponsor, make_placement):
    SeatDay.objects.filter(placement=held).delete()
    Placement.objects.filter(pk=held.pk).update(state=State.LAPSED)
    make_placement(sponsor=other_sponsor, starts=5)

    answer = client.post(page, TYPED | {"do": "send"})

    told = answer.content.decode()
    assert answer.status_code == 422
    assert "somebody else took the days" in told
    assert f"/sponsor/desk/book/{held.slot_id}/?sponsor={held.sponsor_id}" in told
    assert held.creatives.get().text == TYPED["text"]


def test_a_change_of_a_running_message_waits_while_the_old_one_runs(client, owner, make_placement):
    running = make_placement()
    client.force_login(owner)

    client.post(f"{running.get_absolute_url()}message/", TYPED | {"do": "send"})

    running.refresh_from_db()
    page = client.get(running.get_absolute_url()).content.decode()
    assert running.creative.text == "Kettles that last."
    assert running.creatives.get(state=Creative.State.WAITING).text == TYPED["text"]
    assert page.index("What readers see now") < page.index("Kettles that last.") < page.index("Your new message, waiting") < page.index(TYPED["text"])
    names = re.findall(r'<section class="placement[^>]* aria-label="([^"]+)"', page)
    assert names == ["Supported by Bramble &amp; Finch", "Supported by Bramble &amp; Finch (your new message)"]


def test_what_waits_can_still_be_changed_and_is_checked(client, page, held):
    client.post(page, TYPED | {"do": "send"})

    fine = client.post(page, TYPED | {"text": "Lamps for life.", "do": "show"})
    empty = client.post(page, TYPED | {"text": "", "do": "show"})

    assert fine["Location"] == held.get_absolute_url()
    assert empty.status_code == 422
    assert "Write your message" in empty.content.decode()
    assert held.creatives.get().text == "Lamps for life."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"link_words": ""}, "Write what the link says"),
        ({"link": "javascript:alert(1)"}, "An address starts with https://"),
        ({"text": "x" * 141}, "1 letter too long"),
        ({"picture_alt": ""}, "Say in a few words what the picture shows"),
        ({"picture": picture(599, 400)}, "Send one of 600 × 400 or larger"),
    ],
    ids=["empty", "link", "long", "alt", "small"],
)
def test_what_waits_changes_as_a_whole_or_not_at_all(client, page, held, change, words):
    client.post(page, TYPED | {"do": "send"})
    before = held.creatives.values().get()

    answer = client.post(page, TYPED | {"text": "Lamps for life.", "picture": picture(), "picture_alt": "A lamp", "do": "show"} | change)

    told = answer.content.decode()
    assert answer.status_code == 422
    assert words in told
    assert "Nothing was saved: the editors still have what you sent last." in told
    assert "Choose the picture once more." in told
    assert change.get("text", "Lamps for life.") in told
    assert held.creatives.values().get() == before


def test_what_is_over_takes_no_new_message(client, owner, make_placement):
    over = make_placement(state=State.ENDED, starts=-20)
    client.force_login(owner)

    answer = client.post(f"{over.get_absolute_url()}message/", TYPED | {"do": "send"})

    assert answer.status_code == 422
    assert "This placement is over" in answer.content.decode()


def test_nothing_at_all_is_an_empty_draft(client, page, held):
    answer = client.post(page, {})

    assert answer["Location"] == f"{page}#preview"
    assert held.creatives.get().text == ""


def test_the_page_of_a_message_that_is_over_leads_to_its_placement(client, owner, make_placement):
    over = make_placement(state=State.DECLINED)
    client.force_login(owner)

    assert client.get(f"{over.get_absolute_url()}message/")["Location"] == over.get_absolute_url()
