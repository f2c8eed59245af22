"""Bringing posts in at the desk: an upload is looked through by the worker, and comes in when its owner says so."""

import io
import json
import re
import threading
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from stories.models import Consent, StoryPage
from tests.writers.samples import GHOST, zipped
from tests.writers.test_bring import command, drafts
from writers import bring
from writers.models import ImportedPost, ImportRun
from writers.posts import table
from writers.states import CannotDo

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(client, author):
    client.force_login(author)
    return client


def upload(client, path, name="blog.zip", **fields):
    return client.post("/desk/bring/", {"file": SimpleUploadedFile(name, path.read_bytes()), "section": ""} | fields)


@pytest.fixture
def archive(blog, tmp_path):
    return zipped(tmp_path / "blog.zip", {path.relative_to(blog).as_posix(): path.read_bytes() for path in blog.rglob("*") if path.is_file()})


def looked(client, archive, django_capture_on_commit_callbacks) -> ImportRun:
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, archive)
    return ImportRun.objects.latest("pk")


def test_an_upload_is_looked_through_and_then_brought_in(newsroom, hers, author, archive, django_capture_on_commit_callbacks):
    run = looked(hers, archive, django_capture_on_commit_callbacks)
    page = hers.get(f"/desk/bring/{run.pk}/").content.decode()

    assert (run.state, run.dry, run.total, run.done) == ("done", True, 3, 3)
    assert "Bring in 3 posts" in page and "The night porter" in page and "Would come in" in page
    assert not StoryPage.objects.exists()

    kinds = {f"kind-{number}": "-" for number in range(len(run.table))} | {f"kind-{sorted(run.table, key=str.casefold).index('bread')}": "went-further"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = hers.post(f"/desk/bring/{run.pk}/", {"do": "bring", "section": "shops-and-makers", "hers": "on"} | kinds)

    run.refresh_from_db()
    story = drafts()["Three calls before noon"]
    assert answer.status_code == 302 and (run.state, run.dry) == ("done", False)
    assert [row["what"] for row in run.rows] == ["in", "in", "in", "not"]
    assert story.get_parent().slug == "shops-and-makers" and [one.slug for one in story.services.all()] == ["went-further"]
    assert Consent.objects.filter(story=story, user=author).exists()
    assert not storages["private"].exists(run.file)
    assert f"/desk/stories/{story.pk}/" in hers.get(f"/desk/bring/{run.pk}/").content.decode()
    assert hers.get(f"/desk/stories/{story.pk}/edit/").status_code == 200


def test_her_word_is_needed(newsroom, hers, archive, django_capture_on_commit_callbacks):
    run = looked(hers, archive, django_capture_on_commit_callbacks)

    answer = hers.post(f"/desk/bring/{run.pk}/", {"do": "bring", "section": ""})

    assert answer.status_code == 422 and "We need your word for this." in answer.content.decode()
    assert not StoryPage.objects.exists()


def test_somebody_elses_upload_is_not_found(newsroom, client, author, other_author, archive):
    run = ImportRun.objects.create(user=author, file="x", name="x.zip", rows=[{"title": "Secret", "what": "in", "why": [], "story": None}])
    client.force_login(other_author)

    assert [client.get(f"/desk/bring/{run.pk}/{end}").status_code for end in ("", "progress/", "table.csv")] == [404, 404, 404]
    assert client.post(f"/desk/bring/{run.pk}/", {"do": "forget"}).status_code == 404
    assert "x.zip" not in client.get("/desk/bring/").content.decode()


def test_strangers_are_sent_to_sign_in(newsroom, client):
    for path in ("/desk/bring/", "/desk/bring/1/", "/desk/bring/1/progress/", "/desk/bring/1/table.csv"):
        assert client.get(path)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.exe", b"MZ", "This file is none of these."), ("a.md", b"", "This file is empty."), ("", b"", "Choose the file you exported.")],
)
def test_a_file_that_cannot_be_is_refused_with_words(newsroom, hers, name, content, words):
    answer = hers.post("/desk/bring/", {"file": SimpleUploadedFile(name, content), "section": ""} if name else {"section": ""})

    assert answer.status_code == 422 and words in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_one_that_is_too_large_and_one_too_many_are_refused(newsroom, hers, author, archive, monkeypatch):
    monkeypatch.setattr(bring, "MOST_BYTES", 10)
    assert "larger than" in upload(hers, archive).content.decode()
    monkeypatch.undo()
    ImportRun.objects.bulk_create([ImportRun(user=author, file="x", name="x") for _number in range(3)])

    assert "Wait until one of them is done." in upload(hers, archive).content.decode()


def test_what_one_person_keeps_here_is_bounded_whatever_came_of_it(newsroom, hers, author, other_author, archive, monkeypatch):
    monkeypatch.setattr(bring, "MOST_KEPT", archive.stat().st_size * 2 + 10)
    for number in range(2):
        upload(hers, archive)
        ImportRun.objects.filter(state="waiting").update(state=["done", "failed"][number], dry=not number)

    answer = upload(hers, archive)

    assert answer.status_code == 422 and "Bring one of them in, or throw it away" in answer.content.decode()
    assert ImportRun.objects.count() == 2
    assert bring.begin(user=other_author, upload=SimpleUploadedFile("a.md", b"Words")).pk
    ImportRun.objects.filter(user=author, state="failed").update(state="done")  # brought in: its file is gone
    assert upload(hers, archive).status_code == 302


def test_a_run_that_failed_while_bringing_in_is_thrown_away_by_the_clock(newsroom, hers, archive):
    upload(hers, archive)
    run = ImportRun.objects.get()
    ImportRun.objects.update(state="failed", dry=False, made_at=timezone.now() - timedelta(days=15))

    bring.forget_old_uploads()

    assert not ImportRun.objects.exists() and not storages["private"].exists(run.file)


def test_a_broken_zip_fails_with_words(newsroom, hers, archive, django_capture_on_commit_callbacks):
    archive.write_bytes(archive.read_bytes()[:-300])

    run = looked(hers, archive, django_capture_on_commit_callbacks)

    assert run.state == "failed"
    assert "may have been cut off" in hers.get(f"/desk/bring/{run.pk}/").content.decode()


def test_bringing_in_twice_is_one(newsroom, author, archive, django_capture_on_commit_callbacks, hers):
    run = looked(hers, archive, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        bring.bring_in(run, section=None, given={})

    with pytest.raises(CannotDo, match="already"):
        bring.bring_in(run, section=None, given={})
    assert StoryPage.objects.count() == 3


def test_a_run_begun_anew_after_its_worker_died_doubles_nothing(newsroom, author, archive, django_capture_on_commit_callbacks, hers):
    run = looked(hers, archive, django_capture_on_commit_callbacks)
    bring.bring_in(run, section=None, given={})
    kept = storages["private"].open(run.file).read()
    bring.take(run)
    storages["private"].save(run.file, io.BytesIO(kept))
    ImportRun.objects.filter(pk=run.pk).update(state="running")

    bring.work.call(run.pk)

    run.refresh_from_db()
    assert [row["what"] for row in run.rows] == ["in", "in", "in", "not"] and StoryPage.objects.count() == 3


def test_throwing_away(newsroom, hers, archive, django_capture_on_commit_callbacks):
    run = looked(hers, archive, django_capture_on_commit_callbacks)

    with django_capture_on_commit_callbacks(execute=True):
        hers.post(f"/desk/bring/{run.pk}/", {"do": "forget"})

    assert not ImportRun.objects.exists() and not storages["private"].exists(run.file)


def test_old_uploads_are_thrown_away_by_the_clock(newsroom, hers, archive, django_capture_on_commit_callbacks):
    run = looked(hers, archive, django_capture_on_commit_callbacks)
    bring.forget_old_uploads()
    assert ImportRun.objects.exists()
    ImportRun.objects.update(made_at=timezone.now() - timedelta(days=15))

    bring.forget_old_uploads()

    assert not ImportRun.objects.exists() and not storages["private"].exists(run.file)


def test_the_progress_looks_again_until_there_is_a_table(newsroom, hers, author):
    run = ImportRun.objects.create(user=author, file="x", name="x.zip", state="running", total=40, done=25)

    under_way = hers.get(f"/desk/bring/{run.pk}/progress/")
    ImportRun.objects.update(state="done")
    done = hers.get(f"/desk/bring/{run.pk}/progress/")

    assert "25 of 40 posts" in under_way.content.decode() and "HX-Redirect" not in under_way
    assert done["HX-Redirect"] == f"/desk/bring/{run.pk}/"


def test_the_list_as_csv_runs_no_formula(newsroom, hers, author):
    run = ImportRun.objects.create(user=author, file="x", name="x", state="done", rows=[{"title": "=1+1", "what": "not", "why": ["a", "b"], "story": None}])

    assert hers.get(f"/desk/bring/{run.pk}/table.csv").content.decode("utf-8-sig").splitlines() == ["post,outcome,why", "'=1+1,Does not come in,a / b"]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_and_of_a_run(newsroom, hers, author, count, django_assert_num_queries):
    rows = [{"title": f"P {number}", "what": "in", "why": ["x"], "story": None} for number in range(count)]
    runs = [ImportRun.objects.create(user=author, file="x", name=f"{number}.zip", state="done", rows=rows, table={"a": ""}) for number in range(count)]
    hers.get("/desk/bring/")

    with django_assert_num_queries(4):
        hers.get("/desk/bring/")
    with django_assert_num_queries(5):
        hers.get(f"/desk/bring/{runs[0].pk}/")


def test_ghost_by_upload(newsroom, hers, author, tmp_path, django_capture_on_commit_callbacks):
    (tmp_path / "g.json").write_text(json.dumps(GHOST))
    with django_capture_on_commit_callbacks(execute=True):
        upload(hers, tmp_path / "g.json", name="g.json")

    run = ImportRun.objects.get()
    assert [row["what"] for row in run.rows] == ["would", "not", "would"]
    assert run.table == {"Went further": "went-further"}


def test_a_table_goes_out_and_in_again(newsroom):
    told = {"a, b": "went-further", "=x": "", 'q"': ""}

    assert table.taken_back(table.printed(told)) == (told, [])


@pytest.mark.django_db(transaction=True)
def test_the_same_post_from_two_at_once_comes_in_once(newsroom, author, byline, blog):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need PostgreSQL or a file database")
    wrong = []

    def go():
        try:
            command(blog)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == [] and StoryPage.objects.count() == ImportedPost.objects.count() == 3


def test_times_in_the_list_are_ones_that_html_knows(newsroom, hers, archive):
    hers.post("/desk/bring/", {"file": archive.open("rb"), "section": ""})

    shown = re.findall(r'<time datetime="([^"]+)"', hers.get("/desk/bring/").content.decode())

    assert len(shown) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", shown[0])
