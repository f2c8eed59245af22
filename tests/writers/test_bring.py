"""Posts come in as drafts: once, with their pictures, and with every loss said; by command and at the desk."""

import gc
import tracemalloc
import zipfile
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from core.models import Image
from people.models import Byline
from stories.models import Consent, Evidence, Review, StoryPage
from stories.tell_text import to_html, to_text
from tests.writers.samples import COMMENT, PLAIN, WXR_ATTACHMENT, item, picture, wxr, zipped
from writers.models import ImportedPost

pytestmark = pytest.mark.django_db


def command(path, *args) -> str:
    out = StringIO()
    call_command("import_posts", str(path), "--section", "food-and-drink", "--author", "ana@example.org", *args, stdout=out)
    return out.getvalue()


def drafts() -> dict[str, StoryPage]:
    return {page.title: page for page in StoryPage.objects.order_by("pk")}


def test_a_folder_comes_in_as_drafts(newsroom, author, byline, blog):
    out = command(blog)

    found = drafts()
    assert list(found) == ["The hardware store that said no", "The night porter", "Three calls before noon"]
    assert "3 came in; 0 were here already, 0 were changed elsewhere and left alone, 1 did not come in." in out
    for page in found.values():
        assert (page.live, page.owner, page.stake, page.get_parent().slug) == (False, author, "", "food-and-drink")
        assert page.review.state == "draft" and page.review.submitted_at is None
        assert [row.byline for row in page.authors.all()] == [byline]
    assert not Review.objects.waiting().exists()


def test_pictures_kinds_and_dates_come_along(newsroom, author, byline, blog):
    command(blog)

    hugo, jekyll = drafts()["Three calls before noon"], drafts()["The hardware store that said no"]
    assert (hugo.photo.description, hugo.standfirst) == ("Ines at the counter", "She called every one of us.")
    assert [one.slug for one in hugo.services.all()] == ["put-it-right"]
    assert [block.block_type for block in jekyll.body] == ["text", "photo", "text"]
    assert jekyll.body[1].value["image"].description == "The counter"
    brought = ImportedPost.objects.get(story=jekyll)
    assert brought.original_at.date().isoformat() == "2019-03-03"
    assert brought.source["front"] == {"layout": "post", "tags": ["repairs", "told-the-truth", "Hardware"]}
    assert Image.objects.count() == 2 and not Consent.objects.exists()


def test_text_stays_the_same_when_its_author_opens_and_saves_it(newsroom, author, byline, blog):
    command(blog)

    for page in drafts().values():
        for block in page.body:
            if block.block_type == "text":
                assert to_html(to_text(block.value.source)) == block.value.source


def test_twice_brings_nothing_twice_and_a_changed_post_is_said(newsroom, author, byline, blog):
    command(blog)
    (blog / "porter.txt").write_text(PLAIN + "\nAnd more.\n")

    out = command(blog)

    assert "0 came in; 2 were here already, 1 were changed elsewhere and left alone" in out
    assert "Yours here was left as it is." in out
    assert "And more" not in str(drafts()["The night porter"].body)
    assert StoryPage.objects.count() == 3


def test_a_dry_run_writes_nothing_and_prints_the_table(newsroom, author, blog):
    out = command(blog, "--dry-run")

    assert "3 would come in" in out
    assert out.endswith("tag or category,kind of service\nbread,\nHardware,\nPut it right,put-it-right\nrepairs,\ntold-the-truth,told-the-truth\n")
    assert not StoryPage.objects.exists() and not Image.objects.exists() and not Byline.objects.exists()


def test_the_table_is_taken_back(newsroom, author, blog, tmp_path):
    (tmp_path / "t.csv").write_text("tag or category,kind of service\nbread,went-further\nPut it right,\n")

    command(blog, "--table", str(tmp_path / "t.csv"))

    assert [one.slug for one in drafts()["Three calls before noon"].services.all()] == ["went-further"]


def test_all_that_was_printed_is_taken_back_as_the_table(newsroom, author, blog, tmp_path):
    (tmp_path / "all.txt").write_text(command(blog, "--dry-run").replace("bread,\n", "bread,went-further\n"))

    command(blog, "--table", str(tmp_path / "all.txt"))

    assert [one.slug for one in drafts()["Three calls before noon"].services.all()] == ["put-it-right", "went-further"]


def test_a_table_that_a_table_program_saved_is_taken_back(newsroom, author, blog, tmp_path):
    (tmp_path / "t.csv").write_bytes("\ufefftag or category;kind of service\r\nbread;went-further\r\nPut it right;\r\n".encode())

    command(blog, "--table", str(tmp_path / "t.csv"))

    assert [one.slug for one in drafts()["Three calls before noon"].services.all()] == ["went-further"]


def test_a_table_of_one_column_is_refused(newsroom, author, blog, tmp_path):
    (tmp_path / "t.csv").write_text("bread;went-further\n")

    with pytest.raises(CommandError, match="Line 1 has one column"):
        command(blog, "--table", str(tmp_path / "t.csv"))


def test_a_picture_that_is_missing_leaves_the_line_under_it_to_its_author(newsroom, author, tmp_path):
    (tmp_path / "a.md").write_text("# T\n\nWords.\n\n<figure><img src='gone.jpg' alt='A'><figcaption>Forty dollars.</figcaption></figure>\n")

    assert "The line under it was: Forty dollars." in command(tmp_path)


def test_the_address_it_had_and_the_day_it_first_appeared_come_along(newsroom, author, tmp_path, publish):
    (tmp_path / "a.md").write_text("---\ntitle: The bill and the bench\nslug: bench\ndate: 2019-03-04\n---\n" + "It was salt. " * 60)
    command(tmp_path)
    page = StoryPage.objects.get()
    page.stake, page.kind, page.ai_use, page.outcome = "customer", "account", "none", "put-right"
    page.save_revision()

    published = publish(page)

    assert published.slug == "bench"
    assert published.published.facts["elsewhere"] == "March 4, 2019"


def test_a_table_with_an_unknown_kind_is_refused(newsroom, author, blog, tmp_path):
    (tmp_path / "t.csv").write_text("bread,nonsense\n")

    with pytest.raises(CommandError, match="Line 1: there is no kind of service “nonsense”"):
        command(blog, "--table", str(tmp_path / "t.csv"))


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"section": "nowhere"}, "There are: food-and-drink, repairs-and-trades"),
        ({"author": "nobody@example.org"}, "Nobody here has the address"),
        ({"path": "/nowhere/at/all"}, "There is no file or folder"),
    ],
)
def test_a_wrong_argument_is_said(newsroom, author, blog, args, words):
    given = {"path": str(blog), "section": "food-and-drink", "author": "ana@example.org"} | args

    with pytest.raises(CommandError, match=words):
        call_command("import_posts", given["path"], "--section", given["section"], "--author", given["author"], stdout=StringIO())


def test_what_could_not_be_kept_is_said_per_post(newsroom, author, blog):
    (blog / "assets" / "counter.jpg").unlink()

    out = command(blog)

    assert "A picture is not in what you brought, and is not fetched: /assets/counter.jpg" in out
    assert "The link to javascript:alert(1) cannot be used here; its words stay." in out
    assert "A picture is not in what you brought, and is not fetched: queue.jpg" in out
    assert "Neither posts nor pictures: 1." in out
    assert [block.block_type for block in drafts()["The hardware store that said no"].body] == ["text"]


def test_comments_are_for_the_editor_alone(newsroom, author, tmp_path):
    path = tmp_path / "x.xml"
    path.write_bytes(wxr(WXR_ATTACHMENT, item(more=COMMENT.format(who="Lou", words="True.", approved="0"))))

    command(path)

    evidence = Evidence.objects.get()
    assert evidence.story.title == "An hour with the optician"
    assert (
        evidence.file.read()
        .decode()
        .startswith("Comments on “An hour with the optician” https://notes.example.com/1/\n\nLou, 2018-05-03 09:00:00 (was not approved)")
    )
    assert "Lou" not in str(evidence.story.body)


def test_a_picture_in_the_text_itself_comes_along_clean(newsroom, author, tmp_path):
    import base64

    path = tmp_path / "a.html"
    whole = base64.b64encode(picture()).decode()
    path.write_text(f'<title>Here</title><p>Words</p><img alt="A dot" src="data:image/jpeg;base64,{whole}"><img src="data:image/png;base64,AAAA">')

    out = command(path)

    assert [block.block_type for block in drafts()["Here"].body] == ["text", "photo"]
    assert "data:: We could not open this file as a picture." in out


def test_two_files_of_one_name_are_two_posts_and_one_twice_is_one(newsroom, author, tmp_path):
    path = zipped(tmp_path / "a.zip", {"a/post.md": "# One\n\nA", "b/post.md": "# Two\n\nB", "c/post.md": "# One\n\nA"})

    first, again = command(path), command(path)

    assert "2 came in" in first and "The same post stands in this file twice." in first
    assert "0 came in; 2 were here already, 0 were changed" in again


def test_a_post_of_somebody_else_is_not_hers(newsroom, author, other_author, blog):
    command(blog)
    call_command("import_posts", str(blog), "--section", "food-and-drink", "--author", "bo@example.org", stdout=StringIO())

    assert StoryPage.objects.filter(owner=other_author).count() == 3


def test_a_failure_leaves_no_file_and_stops_no_other_post(newsroom, author, blog, monkeypatch, settings, tmp_path):
    from writers.posts import make

    settings.MEDIA_ROOT = tmp_path / "media"  # nobody else's pictures come and go here
    true = make.Review.objects.create

    def broken(**fields):
        if fields["story"].title.startswith("Three"):
            raise RuntimeError("no")
        return true(**fields)

    monkeypatch.setattr(make.Review.objects, "create", broken)

    out = command(blog)

    kept = {image.file.name.rpartition("/")[2] for image in Image.objects.all()}
    assert "2 came in" in out and "Something in it stopped us." in out
    assert set(storages["default"].listdir("original_images")[1]) == kept


def many(path, count: int) -> None:
    """A zip of `count` short posts, each with a tag."""
    with zipfile.ZipFile(path, "w") as out:
        for number in range(count):
            out.writestr(f"posts/2020-01-01-post-{number}.md", f"---\ntitle: Post {number}\ntags: [t{number % 7}]\n---\n" + f"Words of post {number}. " * 60)


def test_many_posts_are_looked_through_in_bounded_memory(newsroom, author, tmp_path):
    many(tmp_path / "few.zip", 10)
    many(tmp_path / "many.zip", 400)
    command(tmp_path / "few.zip", "--dry-run")  # what is loaded once is no part of it

    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # Python's own: what is thrown away is looked for as often as it is where this runs
    tracemalloc.start()
    out = command(tmp_path / "many.zip", "--dry-run")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    gc.set_threshold(*before)

    assert "400 would come in" in out and "further posts are not printed" in out
    assert peak < 6 * 1024**2


def test_fifty_megabytes_of_wordpress_in_bounded_memory(newsroom, author, tmp_path):
    from writers.posts import wxr as reader

    path = tmp_path / "big.xml"
    body = "<p>" + "The optician sat with my mother for an hour. " * 2_000 + "</p>"
    with path.open("wb") as file:
        file.write(wxr(end=""))
        for number in range(550):
            file.write(item(number, title=f"Post {number}", body=body).encode())
    size = path.stat().st_size

    tracemalloc.start()
    with path.open("rb") as file:
        about = reader.look(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 49_000_000 and about.count == 551  # the end that is missing counts as one
    assert peak < 8 * 1024**2


def test_the_progress_is_a_bar_on_a_terminal(newsroom, author, tmp_path):
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    many(tmp_path / "few.zip", 4)
    told = Terminal()
    call_command(
        "import_posts", str(tmp_path / "few.zip"), "--section", "food-and-drink", "--author", "ana@example.org", "--dry-run", stdout=StringIO(), stderr=told
    )

    assert [line.strip() for line in told.getvalue().split("\r")[-2:]] == [f"[{'#' * 22}{'.' * 8}] 3 / 4", f"[{'#' * 30}] 4 / 4"]


def test_a_long_summary_and_title_are_not_cut(newsroom, author, tmp_path):
    (tmp_path / "a.md").write_text(f"---\ntitle: {'Long ' * 40}\nsummary: {'word & ' * 60}\n---\nText.")

    out = command(tmp_path / "a.md")

    page = StoryPage.objects.get()
    assert "Its title is longer than 160 letters" in out and "it stands as the first paragraph" in out
    assert page.title == ("Long " * 40).strip() and page.standfirst == ""
    assert page.body[0].value.source == f"<p>{'word &amp; ' * 59}word &amp;</p><p>Text.</p>"


# at the desk


def test_one_file_under_two_addresses_is_one_picture_and_stands_once_at_the_top(newsroom, author, tmp_path):
    body = '<p>Words.</p><img src="https://notes.example.com/wp-content/uploads/2018/05/optician-300x200.jpg" alt=""><p>More.</p>'
    path = zipped(tmp_path / "a.zip", {"e.xml": wxr(WXR_ATTACHMENT, item(1, body=body)), "wp-content/uploads/2018/05/optician.jpg": picture()})

    command(path)

    page = drafts()["An hour with the optician"]
    assert Image.objects.count() == 1 and page.photo == Image.objects.get()
    assert [block.block_type for block in page.body] == ["text"]


def test_a_post_without_a_title_is_called_by_its_first_words(newsroom, author, tmp_path):
    (tmp_path / "e.xml").write_bytes(wxr(item(1, title="", body="He walked me to the pharmacy in the rain at two.")))

    out = command(tmp_path / "e.xml")

    assert list(drafts()) == ["He walked me to the pharmacy in the…"]
    assert "It had no title: its first words were taken." in out


def test_who_signed_elsewhere_is_said_unless_it_is_her(newsroom, author, tmp_path):
    theirs = item(2, title="Theirs").replace("<dc:creator>ana<", "<dc:creator>Ben<")
    (tmp_path / "e.xml").write_bytes(wxr(item(1, title="Hers").replace("<dc:creator>ana<", "<dc:creator>Ana Castillo<"), theirs))

    out = command(tmp_path / "e.xml")

    assert out.count("It was signed by") == 1 and "It was signed by Ben there: bring only what is yours." in out


def test_a_drawing_is_said_to_be_one(newsroom, author, tmp_path):
    (tmp_path / "a.md").write_text("# T\n\nWords.\n\n![A plan](plan.svg)\n")

    assert "A drawing (SVG) or icon cannot be shown here: plan.svg" in command(tmp_path / "a.md")


def test_one_file_with_two_lines_is_two_photographs(newsroom, author, tmp_path):
    (tmp_path / "a.jpg").write_bytes(picture())
    body = '![A](a.jpg "At dawn")\n\nWords.\n\n![A](a.jpg "At dusk")\n\nMore.\n\n![A](a.jpg "At dusk")\n'
    (tmp_path / "a.md").write_text(f"---\ntitle: T\n---\n{body}")

    out = command(tmp_path / "a.md")

    blocks = [block for block in drafts()["T"].body if block.block_type == "photo"]
    assert [block.value["caption"] for block in blocks] == ["At dawn", "At dusk"]
    assert len({block.value["image"].pk for block in blocks}) == 2
    assert "A picture that stood more than once stands once." in out
