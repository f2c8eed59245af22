"""A writer's whole work goes out as a zip, and comes back in as the same stories."""

import io
import json
import zipfile
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from businesses.models import Business, Place
from core.models import Image
from quotes.models import Prompt, Quote
from stories.models import KindOfService, Pseudonym, StoryPage, TellDraft, TellPhoto, WentWrong
from tests.writers.samples import picture, zipped
from writers import take_away
from writers.models import CoAuthor, ImportedPost

pytestmark = pytest.mark.django_db
NESTED = (
    "<p>One <b>bold</b> and <i>leaning</i> *star* [bracket](not)</p><ul><li>a<ol><li>b</li></ol></li></ul><blockquote>x<br/><br/>y</blockquote><h3>H</h3><hr/>"
)
LOOKS_LIKE_MARKS = "<p>&lt;!-- well served: end --&gt;</p><p>---</p><p># no heading &amp;amp;</p>"
FROM_THE_CMS = (
    '<p data-block-key="k1">Double  space <a href="https://e.com/a_(b)">x</a></p><p data-block-key="k2"></p><ul><li data-block-key="z">&nbsp;one</li></ul>'
)
FIGURES = {"label": "Orders", "before": "11", "after": "43", "unit": "", "period": "2024", "source": "The book", "confirmed_by": "", "confounder": ""}


def image(user, description, **fields) -> Image:
    return Image.objects.create(title=description, description=description, uploaded_by_user=user, file=ContentFile(picture(), name="p.jpg"), **fields)


@pytest.fixture
def quote(db) -> Quote:
    prompt = Prompt.objects.create(title="What is service?", slug="what", opens_at=timezone.now())
    return Quote.objects.create(prompt=prompt, text="Listening.", name="Mo", status=Quote.Status.APPROVED)


@pytest.fixture
def whole(make_story, author, bakery, quote) -> StoryPage:
    """A story with everything a story can have."""
    body = [
        ("text", NESTED),
        ("photo", {"image": image(author, "The oven: “hot”", credit="Ana", rights="CC BY"), "caption": "At | four — #1"}),
        ("text", LOOKS_LIKE_MARKS),
        ("text", FROM_THE_CMS),
        ("pull_quote", {"words": "You need air.\n\nNot heat.", "speaker": "Ada"}),
        ("figures", FIGURES),
        ("wall_quote", {"quote": quote}),
        ("epigraph", {"words": "Right.", "person": "Harry", "source": "1909"}),
        ("question", {"prompt": quote.prompt}),
        ("lesson", {"words": "Call before: they call you."}),
    ]
    other = Business.objects.create(name="Nook", slug="nook", place=bakery.place, trade="bakery", building="row")
    fields = {
        "standfirst": "A: standfirst — “quoted”",
        "kind": "lesson",
        "happened": "March 2025",
        "stake": "employee",
        "stake_note": "I: worked",
        "ai_use": "spelling",
    }
    story = make_story(author, title="It's 5 o'clock: #1 & \"more\" 日本", body=body, place=bakery.place, businesses=[bakery, other], **fields)
    page = story.get_latest_revision_as_object()
    page.services, page.went_wrong = list(KindOfService.objects.all()[:2]), list(WentWrong.objects.all()[:1])
    page.photo, page.photo_caption = image(author, "The lead"), "Over it"
    page.save_revision(user=author)
    Pseudonym.objects.create(story=story, real="Maria", shown="Ada")
    return StoryPage.objects.get(pk=story.pk)


def archive(user, path):
    path.write_bytes(b"".join(take_away.take_away(user)))
    return path


def wrote_with(story, user, *, may_edit=True) -> CoAuthor:
    """As one who agreed."""
    values = {"email": user.email, "name": str(user), "key_hash": f"k{user.pk}", "expires_at": timezone.now(), "state": "agreed", "user": user}
    return CoAuthor.objects.create(story=story, may_edit=may_edit, **values)


def texts(user) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(b"".join(take_away.take_away(user)))) as out:
        return [out.read(name).decode() for name in out.namelist() if name.endswith("index.md")]


def brought(path, email="bo@example.org") -> str:
    out = StringIO()
    call_command("import_posts", str(path), "--section", "food-and-drink", "--author", email, stdout=out)
    return out.getvalue()


def seen(page: StoryPage) -> dict:
    """What must be the same; pictures by what they are, not by their numbers; text without the marks an editor's program adds."""
    page = page.get_latest_revision_as_object()
    names = ("title", "standfirst", "kind", "happened", "stake", "stake_note", "ai_use", "ai_note", "outcome", "photo_caption", "place_id")
    found = {name: getattr(page, name) for name in names}
    found["services"], found["went_wrong"] = [one.slug for one in page.services.all()], [one.slug for one in page.went_wrong.all()]
    found["businesses"] = [row.business_id for row in page.story_businesses.all()]
    found["names"] = list(page.pseudonyms.values_list("real", "shown"))
    found["lead"] = about(page.photo) if page.photo else None
    found["blocks"] = [(raw["type"], _value(raw)) for raw in page.body.raw_data]
    return found


def about(one: Image) -> tuple:
    return one.description, one.credit, one.rights, one.width, one.height


def _value(raw):
    if raw["type"] == "photo":
        return about(Image.objects.get(pk=raw["value"]["image"])), raw["value"]["caption"]
    if raw["type"] == "text":
        import re

        return re.sub(r' data-block-key="\w+"', "", raw["value"])
    return raw["value"]


def test_a_story_comes_back_the_same(newsroom, whole, author, other_author, tmp_path):
    out = brought(archive(author, tmp_path / "a.zip"))

    again = StoryPage.objects.get(owner=other_author)
    assert seen(again) == seen(whole)
    assert "1 came in" in out
    assert (again.live, again.review.state) == (False, "draft")
    assert [row.byline.name for row in again.authors.all()] == ["Ana Castillo"]


def test_out_in_and_out_again_is_the_same_file(newsroom, whole, author, other_author, tmp_path):
    first = archive(author, tmp_path / "a.zip")
    brought(first)
    second = archive(other_author, tmp_path / "b.zip")

    def told(path):
        with zipfile.ZipFile(path) as zipped_up:
            name = next(one for one in zipped_up.namelist() if one.endswith("index.md"))
            return [
                line for line in zipped_up.read(name).decode().split("\n") if not line.startswith(("slug:", "  story:", "  brought:", "    key:", "    url:"))
            ]

    assert told(second) == [line.replace("state: ''", "state: draft") for line in told(first)]


def test_on_this_site_it_is_here_already(newsroom, whole, author, tmp_path):
    out = brought(archive(author, tmp_path / "a.zip"), "ana@example.org")

    assert "0 came in; 1 were here already" in out


def test_what_came_from_elsewhere_is_here_already_until_it_is_changed_in_the_file(newsroom, author, tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: One\ndate: 2019-03-03\n---\nWords with [a link](https://x.example/)\n\n    and code\n")
    brought(tmp_path / "a.md", "ana@example.org")
    zipped_up = archive(author, tmp_path / "a.zip")

    assert "1 were here already, 0 were changed" in brought(zipped_up, "ana@example.org")
    with zipfile.ZipFile(zipped_up) as out:
        text = out.read("posts/one/index.md").decode()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "index.md").write_text(text.replace("Words with", "Other words with"))
    assert "0 were here already, 1 were changed" in brought(tmp_path / "b", "ana@example.org")


def test_a_story_goes_back_to_its_section_and_address(newsroom, make_story, author, other_author, tmp_path):
    story = make_story(author, title="La cuenta", section="repairs-and-trades")
    zipped_up = archive(author, tmp_path / "a.zip")
    story.delete()

    brought(zipped_up)

    again = StoryPage.objects.get(owner=other_author)
    assert (again.get_parent().slug, again.slug) == ("repairs-and-trades", "la-cuenta")


def test_a_published_story_comes_back_as_a_draft_with_its_date(newsroom, published_story, other_author, author, tmp_path):
    brought(archive(author, tmp_path / "a.zip"))

    again = StoryPage.objects.get(owner=other_author)
    assert not again.live
    assert ImportedPost.objects.get(story=again).original_at == StoryPage.objects.get(pk=published_story.pk).first_published_at
    assert seen(again) == seen(published_story)


def test_what_came_in_from_elsewhere_goes_out_with_what_it_had(newsroom, author, other_author, tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: One\ndate: March 3, 2019\ntags: [bread]\nlayout: post\ncanonical_url: https://old.test/one\n---\nWords.")
    brought(tmp_path / "a.md", "ana@example.org")

    with zipfile.ZipFile(io.BytesIO(b"".join(take_away.take_away(author)))) as out:
        text = out.read("posts/one/index.md").decode()
    brought(archive(author, tmp_path / "a.zip"))

    first, second = ImportedPost.objects.get(user=author), ImportedPost.objects.get(user=other_author)
    assert "date: '2019-03-03T17:00:00+00:00'" in text and "layout: post" in text and "tags:\n- bread" in text
    assert (second.key, second.original_at, second.original_url, second.source["front"]) == (
        first.key,
        first.original_at,
        first.original_url,
        first.source["front"],
    )


def test_a_wall_quote_that_is_another_one_here_is_not_shown(newsroom, whole, author, other_author, quote, tmp_path):
    path = archive(author, tmp_path / "a.zip")
    Quote.objects.filter(pk=quote.pk).update(created_at=timezone.now())

    out = brought(path)

    again = StoryPage.objects.get(owner=other_author)
    assert "1 quote from the wall is not on this site" in out
    assert "wall_quote" not in [raw["type"] for raw in again.body.raw_data]


def test_what_its_author_edits_in_the_file_comes_in(newsroom, whole, author, other_author, tmp_path):
    with zipfile.ZipFile(archive(author, tmp_path / "a.zip")) as out:
        files = {name: out.read(name) for name in out.namelist()}
    name = next(one for one in files if one.endswith("index.md"))
    files[name] = files[name].replace(b"One **bold**", b"Two **bold**").replace(b"type: figures", b"type: nonsense")

    said = brought(zipped(tmp_path / "b.zip", files))

    again = StoryPage.objects.get(owner=other_author)
    assert "<p>Two <b>bold</b>" in again.body[0].value.source
    assert "A block in its front matter could not be read: nonsense." in said


@pytest.mark.parametrize(
    "front",
    [
        "well_served: {blocks: 3, place: [], names: x, byline: 1, stake: king, kind: [a], services: {}}",
        "well_served: {blocks: [1, {type: photo}, {type: lesson, words: [x]}]}",
    ],
)
def test_front_matter_of_ours_that_somebody_broke_stops_nothing(newsroom, other_author, tmp_path, front):
    marks = "".join(f"<!-- well served: x {number} -->\n<!-- well served: end -->\n" for number in (1, 2, 3, 9))
    (tmp_path / "a.md").write_text(f"---\ntitle: T\n{front}\n---\nWords.\n\n{marks}")

    out = brought(tmp_path / "a.md")

    assert "1 came in" in out
    page = StoryPage.objects.get(owner=other_author)
    assert (page.stake, page.kind, page.body[0].value.source) == ("", "account", "<p>Words.</p>")


def test_an_unsent_draft_goes_out_and_in(newsroom, author, other_author, tmp_path):
    figures = {f"figures-0-{name}": FIGURES[name] for name in ("label", "before", "after", "source")}
    data = {
        "title": "Half",
        "text": "Half a *thought*.",
        "stake": "customer",
        "lesson": "Call.",
        "business": "Corner Shop",
        "services": ["put-it-right"],
    } | figures
    draft = TellDraft.objects.create(user=author, data=data)
    photo = TellPhoto.objects.create(draft=draft, image=image(author, ""))
    draft.data |= {f"photo_{photo.pk}": "The door", f"caption_{photo.pk}": "Blue"}
    draft.save()

    brought(archive(author, tmp_path / "a.zip"))

    page = StoryPage.objects.get(owner=other_author)
    assert [raw["type"] for raw in page.body.raw_data] == ["text", "photo", "figures", "lesson"]
    assert (page.stake, str(page.businesses()[0]), page.body[0].value.source) == ("customer", "Corner Shop", "<p>Half a <i>thought</i>.</p>")
    assert page.body[1].value["image"].description == "The door"


def test_a_picture_that_is_gone_is_said_and_stops_nothing(newsroom, whole, author):
    whole.get_latest_revision_as_object().photo.file.delete(save=False)

    with zipfile.ZipFile(io.BytesIO(b"".join(take_away.take_away(author)))) as out:
        told = out.read("README.txt").decode()

    assert "These pictures were not to be found:" in told and "pictures/1.jpg" in told


def test_nobody_elses_work_is_in_it(newsroom, whole, make_story, author, other_author, client):
    make_story(other_author, title="Hers alone")
    client.force_login(other_author)

    with zipfile.ZipFile(io.BytesIO(b"".join(client.get("/desk/take-away/work.zip")))) as out:
        assert [name for name in out.namelist() if name.endswith("index.md")] == ["posts/hers-alone-1/index.md"]


def test_real_names_go_only_to_the_owner(newsroom, whole, author, other_author):
    page = whole.get_latest_revision_as_object()
    from people.models import Byline
    from stories.models import Author

    page.authors = [*page.authors.all(), Author(user=other_author, byline=Byline.objects.create(user=other_author, name="Bo", handle="bo"))]
    page.save_revision(user=author)
    page.get_latest_revision_as_object().save()
    wrote_with(whole, other_author)

    with zipfile.ZipFile(io.BytesIO(b"".join(take_away.take_away(other_author)))) as out:
        text = out.read(next(name for name in out.namelist() if name.endswith("index.md"))).decode()

    assert "Maria" not in text and "name: Bo" in text


@pytest.mark.parametrize(("may_edit", "gets"), [(True, "Not yet out"), (False, "The baker who called")])
def test_who_is_only_named_gets_what_readers_get(newsroom, published_story, author, other_author, may_edit, gets):
    wrote_with(published_story, other_author, may_edit=may_edit)
    page = StoryPage.objects.get(pk=published_story.pk).get_latest_revision_as_object()
    page.title = "Not yet out"
    page.save_revision(user=author)

    (text,) = texts(other_author)

    assert f"title: {gets}\n" in text and ("Not yet out" in text) is may_edit


def test_who_is_only_named_gets_nothing_before_it_is_published(newsroom, make_story, author, other_author):
    wrote_with(make_story(author), other_author, may_edit=False)

    assert texts(other_author) == [] and take_away.how_many(other_author) == 0
    assert len(texts(author)) == 1


def test_more_businesses_than_the_form_takes_make_no_rows(newsroom, other_author, tmp_path):
    named = "".join(f"  - {{name: Shop {number}, place: 'Town {number}, Ohio'}}\n" for number in range(200))
    (tmp_path / "a.md").write_text(f"---\ntitle: T\nwell_served:\n  businesses:\n{named}---\nWords.")

    brought(tmp_path / "a.md")

    page = StoryPage.objects.get(owner=other_author)
    assert [(one.name, one.place.label) for one in page.businesses()] == [(f"Shop {number}", f"Town {number}, Ohio") for number in range(9)]
    assert Business.objects.filter(name__startswith="Shop").count() == Place.objects.filter(name__startswith="Town").count() == 9


def test_places_of_businesses_are_looked_up_by_their_keys(newsroom, other_author, tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: T\nwell_served:\n  businesses: [{name: Shop, place: 'Ames, Iowa'}]\n---\nWords.")
    Place.objects.create(name="Ames", region="Iowa", slug="ames")

    with CaptureQueriesContext(connection) as asked:
        brought(tmp_path / "a.md")

    places = [one["sql"] for one in asked if 'FROM "businesses_place"' in one["sql"]]
    assert places and all("WHERE" in sql for sql in places)
    assert StoryPage.objects.get(owner=other_author).businesses()[0].place.slug == "ames"


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page(newsroom, make_story, author, client, count, django_assert_num_queries):
    for number in range(count):
        make_story(author, title=f"Story {number}")
    client.force_login(author)
    client.get("/desk/take-away/")

    with django_assert_num_queries(4):
        page = client.get("/desk/take-away/").content.decode()
    assert f"Download {count} stor" in page


def test_strangers_are_sent_to_sign_in_and_nothing_to_take_is_said(newsroom, client, stranger):
    assert client.get("/desk/take-away/work.zip")["Location"].startswith("/accounts/login/")
    client.force_login(stranger)

    assert "Nothing to take along yet" in client.get("/desk/take-away/").content.decode()


def test_the_command_writes_the_same_and_says_who_is_unknown(newsroom, whole, author, tmp_path):
    out = StringIO()
    call_command("export_posts", "--author", "ana@example.org", "--to", str(tmp_path / "w.zip"), stdout=out)

    with zipfile.ZipFile(tmp_path / "w.zip") as written:
        assert written.testzip() is None and len(written.namelist()) == 4
    assert out.getvalue().startswith("1 stories are in")
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("export_posts", "--author", "x@example.org", stdout=StringIO())


def test_front_matter_that_json_gave_goes_out_as_it_was(newsroom, author, tmp_path):
    (tmp_path / "a.md").write_text(json.dumps({"title": "J", "weight": 3, "deep": {"a": [1, True, None]}}) + "\nWords.")

    brought(tmp_path / "a.md", "ana@example.org")

    assert ImportedPost.objects.get().source["front"] == {"weight": 3, "deep": {"a": [1, True, None]}}
