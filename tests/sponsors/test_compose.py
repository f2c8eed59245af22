"""Writing the message: drafts are kept, what readers see stays as it was approved, and no file is taken as it came."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sponsors import compose
from sponsors.models import Creative, Placement, Slot
from sponsors.states import CannotBook

pytestmark = pytest.mark.django_db
State = Placement.State
TYPED = {"text": "Kettles that  last.", "link": "https://bramble-finch.example/kettles", "link_words": "See the kettles"}


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def drawn(width: int = 600, height: int = 400, *, name: str = "kettle.png", form: str = "PNG", extra: bytes = b"") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form)
    return SimpleUploadedFile(name, out.getvalue() + extra, content_type="image/png")


def words_of(call) -> str:
    with pytest.raises(CannotBook) as told:
        call()
    return str(told.value)


def fresh(make_placement, **more) -> Placement:
    placement = make_placement(**({"state": State.HELD} | more))
    Creative.objects.filter(placement=placement, state="draft").update(text="", link="", link_words="")
    return placement


def test_a_draft_is_saved_clean_and_again_in_the_same_row(make_placement, owner):
    placement = fresh(make_placement)

    first = compose.save(placement, by=owner, **TYPED)
    second = compose.save(placement, by=owner, **(TYPED | {"text": "Kettles for life."}))

    assert (first.text, second.text) == ("Kettles that last.", "Kettles for life.")
    assert (first.pk, second.version, second.state) == (second.pk, first.version + 1, "draft")
    assert compose.problems(second) == {}


def test_an_unfinished_draft_is_kept_and_says_what_is_missing(make_placement, owner):
    placement = fresh(make_placement)

    creative = compose.save(placement, by=owner, text="", link="", link_words="", picture=drawn())

    assert sorted(compose.problems(creative)) == ["link", "link_words", "picture_alt", "text"]


def test_letters_are_counted_as_readers_see_them(make_placement, owner):
    Slot.objects.update(letters=5)
    placement = fresh(make_placement)

    assert "text" not in compose.problems(compose.save(placement, by=owner, **(TYPED | {"text": "👨‍👩‍👧‍👦" * 5})))
    assert compose.problems(compose.save(placement, by=owner, **(TYPED | {"text": "Kettle"}))) == {
        "text": "This is 1 too long: at most 5 letters are read here."
    }


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://127.0.0.1/", "https://example.com/" + "x" * 4000])
def test_a_bad_link_is_refused_and_the_draft_before_stays(make_placement, owner, link):
    placement = fresh(make_placement)
    compose.save(placement, by=owner, **TYPED)

    assert words_of(lambda: compose.save(placement, by=owner, **(TYPED | {"text": "Other.", "link": link})))
    assert Creative.objects.get(placement=placement).text == "Kettles that last."


@pytest.mark.parametrize(("field", "number"), [("text", 301), ("link_words", 41), ("picture_alt", 201)])
def test_more_than_a_column_holds_is_refused_in_words(make_placement, owner, field, number):
    assert "is too long: at most" in words_of(lambda: compose.save(fresh(make_placement), by=owner, **(TYPED | {field: "x" * number})))


def test_what_is_approved_stays_and_its_change_is_a_second_row_with_the_same_picture(make_placement, owner):
    placement = make_placement(starts=-1)
    shown = placement.creative
    Creative.objects.filter(pk=shown.pk).update(picture="sponsors/kettle.jpg", picture_alt="A kettle", picture_width=600, picture_height=400)

    draft = compose.save(placement, by=owner, **(TYPED | {"text": "New words.", "picture_alt": "A kettle"}))

    shown = Creative.objects.get(pk=shown.pk)
    placement.refresh_from_db()
    assert (shown.text, placement.creative_id) == ("Kettles that last.", shown.pk)
    assert (draft.pk != shown.pk, draft.state, draft.text, draft.picture.name) == (True, "draft", "New words.", "sponsors/kettle.jpg")


def test_a_waiting_message_changes_under_its_version(make_placement, owner):
    placement = make_placement(state=State.SUBMITTED)

    creative = compose.save(placement, by=owner, **(TYPED | {"text": "New words."}))

    assert (creative.state, creative.version) == ("waiting", 1)


@pytest.mark.parametrize("change", [{"text": ""}, {"link_words": ""}, {"link": ""}])
def test_a_waiting_message_stays_such_that_it_can_be_approved(make_placement, owner, change):
    placement = make_placement(state=State.SUBMITTED)
    before = Creative.objects.filter(placement=placement).values().get()

    with pytest.raises(compose.NotReady) as told:
        compose.save(placement, by=owner, **(TYPED | {"text": "New words."} | change))

    assert list(told.value.fields) == list(change)
    assert Creative.objects.filter(placement=placement).values().get() == before


def test_a_waiting_message_takes_no_picture_without_words(make_placement, owner):
    placement = make_placement(state=State.SUBMITTED)

    with pytest.raises(compose.NotReady) as told:
        compose.save(placement, by=owner, picture=drawn(), **TYPED)

    creative = Creative.objects.get(placement=placement)
    assert (list(told.value.fields), bool(creative.picture), creative.state) == (["picture_alt"], False, "waiting")
    assert compose.save(placement, by=owner, picture=drawn(), picture_alt="A kettle", **TYPED).picture


@pytest.mark.parametrize("state", [State.DECLINED, State.CANCELLED, State.ENDED])
def test_what_is_over_keeps_its_message(make_placement, owner, state):
    assert words_of(lambda: compose.save(make_placement(state=state), by=owner, **TYPED)).startswith("This placement is over")


def test_a_picture_is_decoded_and_written_anew(make_placement, owner):
    polyglot = drawn(form="PNG", extra=b"<script>alert(1)</script>")

    creative = compose.save(fresh(make_placement), by=owner, picture=polyglot, picture_alt="A kettle", **TYPED)

    with Creative.objects.get(pk=creative.pk).picture.open() as file:
        stored = file.read()
    assert (b"script" in stored, creative.picture_width, creative.picture_height) == (False, 600, 400)
    assert creative.picture.name.startswith("sponsors/")
    assert "kettle" not in creative.picture.name


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize("name", ["logo.svg", "logo.png", "LOGO.SVGZ"])
def test_an_svg_is_refused_in_its_own_words(make_placement, owner, name):
    said = words_of(lambda: compose.save(fresh(make_placement), by=owner, picture=SimpleUploadedFile(name, SVG), **TYPED))

    assert said == "An SVG file can carry programs, so we do not take it. Export it as PNG, at twice the size, and send that."


def test_no_picture_is_refused_in_words(make_placement, owner):
    said = words_of(lambda: compose.save(fresh(make_placement), by=owner, picture=SimpleUploadedFile("a.png", b"GIF89a<html>"), **TYPED))

    assert said.startswith("We could not open this file as a picture.")


def test_100_megapixels_are_refused_in_words(make_placement, owner):
    out = BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")

    said = words_of(lambda: compose.save(fresh(make_placement), by=owner, picture=SimpleUploadedFile("big.png", out.getvalue()), **TYPED))

    assert said == "This picture has more than 64 megapixels. Please send a smaller copy."


@pytest.mark.parametrize(
    ("size", "start"),
    [((599, 400), "This picture is 599 × 400 pixels. Send one of 600 × 400 or larger."), ((800, 800), "This picture is 800 × 800 pixels: crop it")],
)
def test_a_picture_has_the_slot_s_size_and_shape(make_placement, owner, size, start):
    assert words_of(lambda: compose.save(fresh(make_placement), by=owner, picture=drawn(*size), **TYPED)).startswith(start)


def test_readers_get_pictures_no_larger_than_they_are_shown(make_placement, owner, sponsor):
    creative = compose.save(fresh(make_placement), by=owner, picture=drawn(3000, 2000), picture_alt="A kettle", **TYPED)

    assert (creative.picture_width, creative.picture_height) == (1600, 1067)
    with Image.open(compose.clean_picture(drawn(2400, 200))) as logo:
        assert logo.size == (640, 53)


def test_a_picture_is_taken_away_with_its_words(make_placement, owner, django_capture_on_commit_callbacks):
    placement = fresh(make_placement)
    first = compose.save(placement, by=owner, picture=drawn(), picture_alt="A kettle", **TYPED)
    storage, name = first.picture.storage, first.picture.name

    with django_capture_on_commit_callbacks(execute=True):
        creative = compose.save(placement, by=owner, picture_alt="A kettle", remove_picture=True, **TYPED)

    assert (bool(creative.picture), creative.picture_alt, creative.picture_width) == (False, "", None)
    assert not storage.exists(name)


def test_a_picture_that_still_runs_is_not_deleted_with_its_change(make_placement, owner, django_capture_on_commit_callbacks):
    placement = make_placement(starts=-1)
    name = placement.creative.picture.storage.save("sponsors/running.png", drawn())
    Creative.objects.filter(pk=placement.creative_id).update(picture=name, picture_alt="A kettle")

    with django_capture_on_commit_callbacks(execute=True):
        compose.save(placement, by=owner, picture=drawn(), picture_alt="Another", **TYPED)

    assert placement.creative.picture.storage.exists(name)


def test_a_flight_that_is_over_before_the_clock_said_so_is_over(make_placement, owner, today):
    placement = make_placement(starts=-10)
    Placement.objects.update(ends=today - timedelta(days=1))

    assert words_of(lambda: compose.save(placement, by=owner, **TYPED)).startswith("This placement is over")
