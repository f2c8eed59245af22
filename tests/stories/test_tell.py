"""/tell/: what is typed is kept, whatever happens; each part says what to put right."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from businesses.models import name_key
from core.models import Image
from stories import due, last_look, tell_files
from stories.models import Evidence, TellDraft
from stories.views import tell_cookie

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def furnished(newsroom):
    return newsroom


def picture(name="p.jpg", size=(400, 300)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Pillow.new("RGB", size, "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def draft() -> TellDraft:
    return TellDraft.objects.get()


def test_a_look_sets_no_cookie(client):
    answer = client.get("/tell/")

    assert answer.status_code == 200
    assert not answer.cookies
    assert not TellDraft.objects.exists()


def test_a_part_goes_on_to_the_next(client):
    answer = client.post("/tell/", {"title": "Salt", "text": "It was salt."})

    assert answer["Location"] == "/tell/business/"
    assert client.cookies["tell"]["httponly"] and client.cookies["tell"]["samesite"] == "Lax"
    assert draft().data["title"] == "Salt"


def test_an_error_keeps_what_was_typed(client):
    answer = client.post("/tell/", {"title": "", "text": "Only a text 😀"})

    assert answer.status_code == 422
    assert "Only a text 😀" in answer.content.decode()
    assert draft().data["text"] == "Only a text 😀"


@pytest.mark.parametrize("title", ["\u200b\u200d", "\u3164", "\u2800 \u202e"])
def test_a_title_in_which_nothing_can_be_seen_is_no_title(client, title):
    answer = client.post("/tell/", {"title": title, "text": "It was salt."})

    assert answer.status_code == 422
    assert "It was salt." in answer.content.decode()


def test_an_overlong_text_is_kept_and_named(client):
    answer = client.post("/tell/", {"title": "Long", "text": "x" * 60_001})

    assert answer.status_code == 422
    assert "This is 1 letter too long (at most 60,000)." in answer.content.decode()
    assert len(draft().data["text"]) == 60_001


def test_too_much_for_one_post_is_said_in_words(client):
    answer = client.post("/tell/", {"title": "Long", "text": "x" * (6 * 1024 * 1024)})

    assert answer.status_code == 413
    assert "Nothing was lost" in answer.content.decode()


def test_a_javascript_link_is_refused(client):
    answer = client.post("/tell/", {"title": "Link", "text": "[x](javascript:alert(1))"})

    assert answer.status_code == 422
    assert "This link cannot be used: javascript:alert(1" in answer.content.decode()


def test_a_lone_surrogate_and_a_nul_are_taken_out(client):
    body = json.dumps({"part": ["happened"], "title": ["A\x00 na\ud800me"], "text": ["x"], "tab": ["t"], "order": ["1"], "version": ["0"]})

    answer = client.post("/tell/save/", body, content_type="application/json")

    assert answer.status_code == 200
    assert draft().data["title"] == "A name"


def test_another_site_cannot_post(client):
    assert client.post("/tell/", {"title": "x"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/tell/", {"title": "x"}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert not TellDraft.objects.exists()


def test_an_expired_session_and_token_cost_nothing(newsroom):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.post("/tell/", {"title": "Salt", "text": "It was salt."})
    del client.cookies["tell"]  # even the draft's cookie gone: a new draft begins, with the text

    answer = client.post("/tell/", {"title": "Salt", "text": "It was salt, again."})

    assert answer.status_code == 302
    assert TellDraft.objects.count() == 2


def save(client, tab, order, version, **fields):
    told = {"part": "happened", "tab": tab, "order": str(order), "version": str(version), **fields}
    return client.post("/tell/save/", json.dumps({name: [value] for name, value in told.items()}), content_type="application/json")


def test_two_tabs_keep_both_texts(client):
    first = save(client, "a", 1, 0, title="One", text="from a").json()
    answer = save(client, "b", 1, 0, title="One", text="from b")

    assert first["version"] == 1
    assert answer.status_code == 409
    assert draft().data["text"] == "from a"
    assert [entry["data"]["text"] for entry in draft().set_aside] == ["from b"]
    page = client.get("/tell/kept/").content.decode()
    assert "from a" in page and "from b" in page


def test_a_stale_form_is_told_and_can_be_chosen(client):
    save(client, "a", 1, 0, title="One", text="from a")
    told = client.post("/tell/", {"title": "One", "text": "from b", "tab": "b", "order": "1", "version": "0", "do": "next"})

    assert told.status_code == 409
    assert "Both texts are kept." in told.content.decode()

    client.post("/tell/kept/", {"do": "use:0"})

    assert draft().data["text"] == "from b"
    assert draft().set_aside[0]["data"]["text"] == "from a"


@pytest.mark.parametrize("button", ["use", "drop"])
def test_a_second_click_undoes_nothing_and_throws_no_other_text_away(client, button):
    save(client, "a", 1, 0, title="One", text="from a")
    for tab in ("b", "c"):
        save(client, tab, 1, 0, title="One", text=f"from {tab}")
    at = draft().set_aside[0]["saved_at"]
    assert f'name="at" value="{at}"' in client.get("/tell/kept/").content.decode()

    for _click in range(2):
        answer = client.post("/tell/kept/", {"do": f"{button}:0", "at": at})

    assert answer["Location"] == "/tell/kept/"
    assert draft().data["text"] == ("from b" if button == "use" else "from a")
    assert [entry["data"]["text"] for entry in draft().set_aside] == (["from c", "from a"] if button == "use" else ["from c"])


@pytest.mark.parametrize("do", ["drop:9", "drop:" + "9" * 5000, "drop:x", "drop:٣", "drop:", "", "keep:0"])
def test_a_button_that_names_no_text_does_nothing(client, do):
    save(client, "a", 1, 0, title="One", text="from a")
    save(client, "b", 1, 0, title="One", text="from b")

    assert client.post("/tell/kept/", {"do": do}).status_code == 302

    assert [entry["data"]["text"] for entry in draft().set_aside] == ["from b"]


def test_one_tab_goes_on_with_its_own_saves(client):
    save(client, "a", 1, 0, title="One", text="x")
    save(client, "a", 3, 0, title="One", text="xyz")
    late = save(client, "a", 2, 0, title="One", text="xy")

    assert late.status_code == 200
    assert draft().data["text"] == "xyz"


def test_photographs_are_kept_and_need_a_description(client):
    client.post("/tell/", {"title": "Salt", "text": "It was.", "photos": picture(), "do": "photos"})
    photo = draft().photos.get()

    missing = client.post("/tell/", {"title": "Salt", "text": "It was.", f"photo_{photo.pk}": "", "do": "next"})
    done = client.post("/tell/", {"title": "Salt", "text": "It was.", f"photo_{photo.pk}": "A loaf", "do": "next"})

    assert missing.status_code == 422
    assert done.status_code == 302


def test_a_picture_that_is_none_costs_no_word(client):
    svg = SimpleUploadedFile("x.jpg", b"<svg><script>alert(1)</script></svg>", content_type="image/jpeg")

    answer = client.post("/tell/", {"title": "Salt", "text": "It was.", "photos": svg, "do": "photos"})

    assert answer.status_code == 422
    assert "x.jpg: We could not open this file as a picture." in answer.content.decode()
    assert draft().data["text"] == "It was."


def test_a_photograph_can_be_removed(client):
    client.post("/tell/", {"title": "Salt", "photos": picture(), "do": "photos"})

    client.post("/tell/", {"title": "Salt", "do": f"remove-photo:{draft().photos.get().pk}"})

    assert not draft().photos.exists()


def test_evidence_of_the_wrong_type_is_refused(client):
    exe = SimpleUploadedFile("receipt.pdf", b"MZ\x00\x00", content_type="application/pdf")
    pdf = SimpleUploadedFile("../receipt.pdf", b"%PDF-1.4 x %%EOF", content_type="application/pdf")

    refused = client.post("/tell/connection/", {"evidence": exe, "do": "evidence"})
    client.post("/tell/connection/", {"evidence": pdf, "do": "evidence"})

    assert refused.status_code == 422
    assert [row.name for row in draft().evidence.all()] == ["receipt.pdf"]
    assert "receipt" not in draft().evidence.get().file.name


def test_suggestions_ignore_case_and_accents(client, bakery):
    assert "Marlow Bakery (Bristol, Rhode Island)" in client.get("/tell/pick/businesses/?q=MÁRLOW").content.decode()


def test_somebody_elses_draft_is_not_shown(client, author, other_author):
    client.force_login(author)
    client.post("/tell/", {"title": "Salt", "text": "Secret."})
    client.logout()
    cookie = TellDraft.objects.get().token
    client.force_login(other_author)
    client.cookies["tell"] = cookie

    assert "Secret." not in client.get("/tell/").content.decode()


def test_drafts_begun_from_one_address_have_a_limit_that_costs_no_word(client, monkeypatch):
    monkeypatch.setattr(tell_cookie, "DRAFTS_AN_HOUR", 1)
    client.post("/tell/", {"title": "One"})
    client.cookies.clear()

    by_form = client.post("/tell/", {"title": "Two", "text": "My words"})
    by_script = save(client, "a", 1, 0, title="Two")

    assert (by_form.status_code, by_script.status_code) == (429, 429)
    assert "My words" in by_form.content.decode() and "wait a little" in by_script.json()["error"]
    assert TellDraft.objects.count() == 1


def test_only_the_rows_and_fields_of_a_part_are_kept(client):
    sent = {"byline": "N. H.", "names-0-real": "Maria", "names-0-junk": "x", "names-99-real": "x", "names-x": "x", "photo_1": "x"}

    client.post("/tell/byline/", sent)
    client.post("/tell/", {"title": "Salt", "photo_123": "x"})

    assert draft().data["names-0-real"] == "Maria"
    assert not {"names-0-junk", "names-99-real", "names-x", "photo_1", "photo_123"} & set(draft().data)


def test_much_too_much_for_a_part_is_shown_again_and_not_stored(client):
    client.post("/tell/", {"title": "Long", "text": "short"})
    longest = "x" * 300_000

    by_form = client.post("/tell/", {"title": "Long", "text": longest, "version": "0"})
    by_script = save(client, "a", 1, 1, title="Long", text=longest)

    assert (by_form.status_code, by_script.status_code) == (413, 413)
    assert longest in by_form.content.decode() and "too long to be kept" in by_form.content.decode()
    assert 'name="version" value="0"' in by_form.content.decode()
    assert draft().data["text"] == "short"


def test_photographs_and_evidence_have_a_limit(newsroom, monkeypatch):
    one = TellDraft.objects.create()
    monkeypatch.setattr(tell_files, "MOST_PHOTOS", 1)
    monkeypatch.setattr(tell_files, "MOST_EVIDENCE", 1)

    photos = tell_files.add_photos(one, [picture(), picture("second.jpg")])
    files = tell_files.add_evidence(one, [SimpleUploadedFile(name, b"%PDF-1.4 x %%EOF") for name in ("a.pdf", "b.pdf")])

    assert (one.photos.count(), one.evidence.count()) == (1, 1)
    assert photos[0].startswith("second.jpg: ") and files[0].startswith("b.pdf: ")
    assert one.version == 2


@pytest.mark.parametrize("way", ["discard", "clock"])
def test_throwing_a_draft_away_takes_its_files(client, way, django_capture_on_commit_callbacks):
    client.post("/tell/", {"title": "Salt", "photos": picture(), "do": "photos"})
    client.post("/tell/connection/", {"evidence": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x %%EOF"), "do": "evidence"})
    file = draft().evidence.get().file

    with django_capture_on_commit_callbacks(execute=True):
        if way == "discard":
            client.post("/tell/discard/")
        else:
            TellDraft.objects.update(saved_at=timezone.now() - timedelta(days=91))
            due.forget_old_drafts()

    assert not TellDraft.objects.exists() and not Evidence.objects.exists() and not Image.objects.exists()
    assert not file.storage.exists(file.name)


def test_the_last_look_shows_the_byline_and_whole_names_only(newsroom):
    typed = {"title": "It was planned", "text": "Ann-Marie planned it.", "byline": "N. H.", "byline_kind": "initials"}
    names = {"names-0-real": "Ann", "names-0-shown": "Eve", "names-1-real": "Lan", "names-1-shown": "Ida"}

    shown = last_look.as_shown(TellDraft.objects.create(data=typed | names))

    assert shown["byline"] == "N. H."
    assert "Byline" in dict(shown["facts"]) and "byline" not in dict(shown["facts"])
    assert shown["leaks"] == ["Ann"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "This file is empty."),
        ("a.txt", b"", "This file is empty."),
        ("a.pdf", b"%PDF-1.4 cut off", "The end of this file is missing"),
        ("a.jpg", picture(size=(900, 900)).read()[:4000], "The end of this file is missing"),
        ("a.png", b"<svg/>", "Send a photograph or a PDF of it instead."),
    ],
)
def test_evidence_that_cannot_be_opened_is_refused_with_what_to_do(client, name, content, words):
    answer = client.post("/tell/connection/", {"evidence": SimpleUploadedFile(name, content), "do": "evidence"})

    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_removal_that_is_refused_says_so(client, monkeypatch):
    client.post("/tell/", {"title": "Salt", "photos": picture(), "do": "photos"})

    def refuse(*args):
        raise tell_files.NotTaken("This story was sent or thrown away in another tab.")

    monkeypatch.setattr(tell_files, "remove_photo", refuse)
    page = client.post("/tell/", {"title": "Salt", "do": f"remove-photo:{draft().photos.get().pk}"}).content.decode()

    assert "It could not be removed" in page and "A file could not be taken" not in page


def test_a_photograph_is_shown_where_it_was_put(client):
    client.post("/tell/", {"title": "Salt", "text": "One.\n\nTwo.", "photos": [picture(), picture("q.jpg")], "do": "photos"})
    lead, second = draft().photos.all()
    places = {f"photo_{lead.pk}": "A loaf", f"photo_{second.pk}": "An oven", f"place_{second.pk}": "1", f"caption_{second.pk}": "Hot"}

    client.post("/tell/", {"title": "Salt", "text": "One.\n\nTwo.", **places})
    shown = last_look.as_shown(draft())

    assert shown["lead"]["words"] == "A loaf"
    assert [piece.get("html") or piece["caption"] for piece in shown["pieces"]] == ["<p>One.</p>", "Hot", "<p>Two.</p>"]
    assert "After “One.”" in client.get("/tell/").content.decode()


def test_room_for_further_businesses(client):
    answer = client.post("/tell/business/", {"business": "Marlow Bakery", "also-0-business": "Nils", "also-1-place": "Duluth", "do": "also"})

    assert answer["Location"] == "/tell/business/#also"
    assert draft().data["also-0-business"] == "Nils"
    assert client.post("/tell/business/", {"business": "Marlow Bakery", "also-0-place": "Duluth"}).status_code == 422


NAMES = ["👩🏽‍🔧" * 12, "😀" * 12, "Ana\u202egnol", "A\x00na"]


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_goes_all_the_way(client, name, bakery):
    from stories import submit
    from stories.models import StoryPage

    client.post("/tell/", {"title": name, "text": "It was salt."})
    client.post("/tell/business/", {"business": name if name_key(name) else ""})
    client.post("/tell/connection/", {"stake": "customer"})
    client.post("/tell/ending/", {})
    answer = client.post("/tell/byline/", {"byline": name, "byline_kind": "name"})
    assert answer["Location"] == "/tell/send/"
    for _click in range(2):
        client.post("/tell/send/", {"email": "n@example.org", "agree_true": "on", "agree_publish": "on", "agree_withdraw": "on"})

    story = submit.confirm_by_link(draft())

    assert StoryPage.objects.count() == 1 and story.authors.get().byline.name
    assert not set("\x00\u202e") & set(story.title + story.authors.get().byline.name)
    assert client.get(story.authors.get().byline.get_absolute_url()).status_code in (200, 404)
