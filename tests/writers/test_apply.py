"""Applying: what is typed waits for its address to be confirmed, then for an editor; it can be added to, and taken back with its words."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from core import mail
from moderation.models import Ban, Decision
from moderation.sources import email_key
from stories.models import KindOfService
from writers import apply, due
from writers.models import Application
from writers.states import CannotDo

pytestmark = pytest.mark.django_db
TYPED = {"byline": "Hattie Lund", "byline_kind": "name", "place": "Bristol", "trade": "bakeries", "sample": "The bell over the door rang twice."}


@pytest.fixture(autouse=True)
def furnished(newsroom):
    return newsroom


def applied(**changes) -> Application:
    return apply.apply(**{**TYPED, "email": "Hattie@Example.org", **changes})


def key_in(words: str) -> str:
    return re.search(r"/writers/join/application/([^/\s]+)/", words).group(1)


def test_it_waits_for_nobody_before_its_address_is_confirmed():
    made = applied(services=[KindOfService.objects.get(slug="told-the-truth")])

    assert made.confirmed_at is None
    assert not Application.objects.waiting().exists()
    letter = Email.objects.get(to="hattie@example.org")
    assert "Hattie Lund" not in letter.message and "bell over" not in letter.message
    apply.confirm(apply.find(key_in(letter.message)))
    assert [row.byline for row in Application.objects.waiting()] == ["Hattie Lund"]
    assert [one.slug for one in made.services.all()] == ["told-the-truth"]


def test_the_key_of_its_link_stands_in_no_column():
    made = applied()

    key = key_in(apply.link(made))
    assert key not in str(Application.objects.values().get())
    assert apply.find(key) == made
    assert apply.find("something else") is None


def test_a_link_works_after_the_secret_changed(settings):
    old = apply.link(applied())
    settings.SECRET_KEY = "another one"

    assert apply.find(key_in(old)) is not None
    new = apply.link(Application.objects.get())
    assert apply.find(key_in(new)) is not None


def test_somebody_signed_in_needs_no_confirmation(author):
    made = applied(user=author, email=author.email)

    assert made.confirmed_at is not None
    assert made.user == author
    assert not Email.objects.filter(to=author.email).exists()


def test_an_account_whose_address_is_not_confirmed_gets_the_link_like_anybody(author):
    author.emailaddress_set.update(verified=False)

    made = applied(user=author, email=author.email)

    assert (made.confirmed_at, made.user) == (None, None)
    assert Email.objects.filter(to=author.email).count() == 1


def test_a_double_click_is_one_application():
    assert applied() == applied()
    assert Email.objects.count() == 1


def test_of_two_links_the_second_is_told():
    apply.confirm(applied())
    second = applied(sample="Another piece.")  # whoever only types the address learns nothing of the first

    with pytest.raises(CannotDo, match="waits for an editor already"):
        apply.confirm(second)
    assert Application.objects.waiting().count() == 1


def test_somebody_signed_in_is_told_at_once(author):
    applied(user=author, email=author.email)

    with pytest.raises(CannotDo, match="waits for an editor already"):
        applied(user=author, email=author.email, sample="Another piece.")
    assert Application.objects.count() == 1


def test_confirming_twice_is_once():
    made = applied()
    first = apply.confirm(made).confirmed_at

    assert apply.confirm(made).confirmed_at == first
    assert Decision.objects.filter(action="application-sent").count() == 1


def test_nobodys_box_is_filled_by_way_of_us():
    for number in range(3):
        applied(sample=f"Piece {number}.")

    with pytest.raises(CannotDo, match="Look into your mail first"):
        applied(sample="One more.")
    assert Email.objects.filter(to="hattie@example.org").count() == 3


def test_a_banned_address_is_told(editor):
    Ban.objects.create(key=email_key("hattie@example.org"), words="spam", until=timezone.now() + timedelta(days=1), made_by=editor)

    with pytest.raises(CannotDo, match="contact page"):
        applied()


def test_a_writer_needs_no_application(author):
    author.is_writer = True

    with pytest.raises(CannotDo, match="writers already"):
        applied(user=author, email=author.email)


def test_an_answer_goes_back_to_the_editors_once():
    made = apply.confirm(applied())
    Application.objects.filter(pk=made.pk).update(state="asked")
    made.refresh_from_db()

    apply.answer(made, words=" I have. ")
    apply.answer(made, words="I have.")

    made.refresh_from_db()
    assert made.state == "waiting"
    assert [message.words for message in made.messages.all()] == ["I have."]


@pytest.mark.parametrize("state", ["accepted", "declined", "withdrawn"])
def test_nothing_is_added_to_what_is_decided(state):
    made = apply.confirm(applied())
    Application.objects.filter(pk=made.pk).update(state=state)
    made.refresh_from_db()

    with pytest.raises(CannotDo, match=state):
        apply.answer(made, words="One more thing.")
    assert not made.messages.exists()


def test_a_stale_copy_decides_nothing():
    made = apply.confirm(applied())
    stale = Application.objects.get(pk=made.pk)
    apply.answer(made, words="One more thing.")

    with pytest.raises(CannotDo, match="meanwhile"):
        apply.withdraw(stale)


def test_withdrawing_forgets_every_word_and_its_link_still_answers():
    made = apply.confirm(applied(why="I know every baker.", services=KindOfService.objects.all()[:2]))
    apply.answer(made, words="And the butcher.")
    link = apply.link(made)

    apply.withdraw(made)
    apply.withdraw(made)

    row = Application.objects.get()
    kept = f"{Application.objects.values().get()} {list(Decision.objects.values())} {list(Email.objects.values('message', 'to'))}"
    for word in ("Hattie", "hattie", "bell over", "Bristol", "baker", "butcher"):
        assert word not in kept
    assert row.state == "withdrawn"
    assert not row.messages.exists() and not row.services.exists()
    assert apply.find(key_in(link)) == row


def test_editors_are_told_where_the_newsroom_has_an_address(newsroom):
    from core.models import SiteSettings

    settings = SiteSettings.for_site(newsroom.front.get_site())
    settings.newsroom_email = "desk@example.org"
    settings.save()

    made = apply.confirm(applied())

    told = Email.objects.get(to="desk@example.org")
    assert mail.absolute(f"/cms/writers/applications/{made.pk}/") in told.message


def test_what_nobody_confirmed_is_thrown_away_after_three_days():
    old, new, confirmed = applied(), applied(sample="B"), apply.confirm(applied(sample="C"))
    Application.objects.filter(pk__in=[old.pk, confirmed.pk]).update(made_at=timezone.now() - timedelta(days=3, minutes=1))

    due.forget_applications()
    due.forget_applications()

    assert set(Application.objects.values_list("pk", flat=True)) == {new.pk, confirmed.pk}
