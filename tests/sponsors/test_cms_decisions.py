"""An editor decides on the screens: placements, changed messages, sponsors, enquiries, bills, clashes; all of it waits in the one queue."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from businesses.models import Business
from moderation import queue
from moderation.models import Decision
from sponsors import approve, bill
from sponsors.cms import told
from sponsors.models import Bill, Clash, Creative, Enquiry, MakeGood, Member, Placement, Sponsor
from stories import review
from tests.conftest import CHECKED

State = Placement.State


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


@pytest.fixture
def sent(make_placement, owner) -> Placement:
    return make_placement(state=State.SUBMITTED, starts=3, submitted_at=timezone.now())


def act(client, name: str, thing, group: str, act: str, **more):
    """As the form on the screen would send it."""
    address = reverse(name, args=[thing.pk])
    form = next(form for form in client.get(address).context["forms"] if form.group.key == group)
    return client.post(address, {"group": group, "act": act, "seen": form.initial.get("seen", ""), "words": "", **more})


def again(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_the_screen_shows_what_who_when_and_for_how_much(client, sent):
    page = client.get(reverse("cms_placement", args=[sent.pk])).content.decode()

    told = ["Bramble &amp; Finch", "Food and drink", "$70.00", "7 days", reverse("cms_look", args=[Creative.objects.get().pk])]
    assert [one for one in told if one not in page] == []


def test_the_message_stands_in_its_frame_as_readers_will_see_it(client, sent):
    answer = client.get(reverse("cms_look", args=[Creative.objects.get().pk]))

    page = answer.content.decode()
    assert [
        one for one in ("Supported by", "Bramble &amp; Finch", "Kettles that last.", 'rel="sponsored noopener"', "It had no say in") if one not in page
    ] == []
    assert (answer.headers["X-Frame-Options"], "data-seen" in page) == ("SAMEORIGIN", False)


def test_approving_books_it_and_bills_it(client, sent):
    answer = act(client, "cms_placement", sent, "decide", "approve")

    assert (answer.status_code, again(sent).state, Bill.objects.count()) == (302, State.APPROVED, 1)


@pytest.mark.parametrize(("what", "state"), [("changes", State.HELD), ("decline", State.DECLINED)])
def test_saying_no_takes_words_and_the_sponsor_gets_them(client, sent, what, state):
    act(client, "cms_placement", sent, "decide", what, words="Please say who makes them.")

    assert (again(sent).state, ["Please say who makes them." in letter.body for letter in mail.outbox]) == (state, [True])


@pytest.mark.parametrize("what", ["changes", "decline"])
def test_without_words_nothing_is_decided_and_the_form_says_so(client, sent, what):
    answer = act(client, "cms_placement", sent, "decide", what)

    assert (answer.status_code, again(sent).state, "Say why" in answer.content.decode()) == (422, State.SUBMITTED, True)


def test_words_stay_when_a_decision_is_refused(client, sent, editor):
    Member.objects.create(sponsor=sent.sponsor, user=editor, role=Member.Role.REPORTER)

    answer = act(client, "cms_placement", sent, "decide", "approve", words="All my typed words")

    assert (answer.status_code, again(sent).state, "All my typed words" in answer.content.decode()) == (422, State.SUBMITTED, True)


def test_a_message_that_changed_while_the_editor_read_is_not_decided_on_unread(client, sent):
    address, creative = reverse("cms_placement", args=[sent.pk]), Creative.objects.get()
    seen = client.get(address).context["forms"][0].initial["seen"]
    Creative.objects.filter(pk=creative.pk).update(text="Something else.", version=creative.version + 1)

    refused = client.post(address, {"group": "decide", "act": "approve", "seen": seen, "words": ""})
    answer = client.post(address, {"group": "decide", "act": "approve", "seen": refused.context["forms"][0]["seen"].value(), "words": ""})

    assert (refused.status_code, "was changed while you were reading" in refused.content.decode(), answer.status_code) == (422, True, 302)


def test_the_screen_says_what_stands_against_a_placement(client, sent, published_story, newsroom):
    sent.sponsor.businesses.add(published_story.story_businesses.get().business)

    page = client.get(reverse("cms_placement", args=[sent.pk])).content.decode()

    assert "What to know first" in page


OFFERED = {State.SUBMITTED: ["decide"], State.APPROVED: ["make-good", "stop"], State.ENDED: ["make-good"]}


@pytest.mark.parametrize("state", State.values)
def test_only_what_can_be_done_is_offered(client, make_placement, state):
    placement = make_placement(state=state)

    forms = client.get(reverse("cms_placement", args=[placement.pk])).context["forms"]

    assert [form.group.key for form in forms] == OFFERED.get(state, [])


def test_an_act_of_another_state_does_nothing(client, make_placement):
    placement = make_placement()

    client.post(reverse("cms_placement", args=[placement.pk]), {"group": "decide", "act": "decline", "words": "No.", "seen": ""})

    assert again(placement).state == State.APPROVED


@pytest.fixture
def changed(make_placement, owner) -> Creative:
    """A running placement whose new message waits."""
    placement = make_placement()
    values = {"text": "Kettles for the garden.", "link": "https://bramble-finch.example/garden", "link_words": "See them", "sent_at": timezone.now()}
    return Creative.objects.create(placement=placement, state=Creative.State.WAITING, **values)


def test_a_changed_message_stands_beside_the_one_that_runs(client, changed):
    page = client.get(reverse("cms_placement", args=[changed.placement_id])).content.decode()

    looks = [reverse("cms_look", args=[pk]) in page for pk in (changed.pk, changed.placement.creative_id)]
    assert (looks, "What readers see now" in page) == ([True, True], True)


def test_a_changed_message_is_approved_or_declined_by_itself(client, changed):
    placement, old = changed.placement, changed.placement.creative_id
    act(client, "cms_placement", placement, "message", "decline-message", words="The first one was better.")
    after_no = again(placement).creative_id
    Creative.objects.filter(pk=changed.pk).update(state=Creative.State.WAITING)

    act(client, "cms_placement", placement, "message", "approve-message")

    assert (after_no, again(placement).creative_id, again(placement).state) == (old, changed.pk, State.APPROVED)


def test_a_running_placement_is_stopped_with_words_and_credited(client, editor, make_placement, owner, today):
    placement = make_placement(starts=-2, days=14)
    bill.issue(placement, by=editor)

    act(client, "cms_placement", placement, "stop", "stop", words="The shop closed.")

    credit = Bill.objects.get(kind=Bill.Kind.CREDIT)
    assert (again(placement).state, again(placement).ends, credit.words) == (State.ENDED, today, "The shop closed.")


def test_days_are_made_good_with_a_note(client, make_placement, owner, today):
    placement = make_placement(starts=-2, days=7)
    before = placement.ends

    act(client, "cms_placement", placement, "make-good", "make-good", days="2", words="The site was down for two days.")

    assert ((again(placement).ends - before).days, MakeGood.objects.get().note) == (2, "The site was down for two days.")


@pytest.mark.parametrize("days", ["", "0", "many", "9999"])
def test_days_that_are_no_number_are_refused_in_words(client, make_placement, days):
    placement = make_placement(starts=-2)

    answer = act(client, "cms_placement", placement, "make-good", "make-good", days=days, words="The site was down.")

    assert (answer.status_code, MakeGood.objects.count()) == (422, 0)


@pytest.fixture
def new_sponsor(sponsor, owner) -> Sponsor:
    Sponsor.objects.filter(pk=sponsor.pk).update(status=Sponsor.Status.WAITING)
    return again(sponsor)


@pytest.mark.parametrize(("what", "words", "status"), [("accept", "", "accepted"), ("decline", "We cannot check who you are.", "declined")])
def test_a_sponsor_is_accepted_or_declined(client, new_sponsor, what, words, status):
    act(client, "cms_sponsor", new_sponsor, "decide", what, words=words)

    assert (again(new_sponsor).status, len(mail.outbox)) == (status, 1)


def test_declining_a_sponsor_takes_words(client, new_sponsor):
    answer = act(client, "cms_sponsor", new_sponsor, "decide", "decline")

    assert (answer.status_code, again(new_sponsor).status) == (422, "waiting")


def test_a_sponsor_that_leaves_is_closed(client, sponsor):
    act(client, "cms_sponsor", sponsor, "close", "close", words="They asked us to.")

    assert again(sponsor).status == "closed"


def test_businesses_are_looked_for_and_ticked(client, sponsor, bakery):
    address = reverse("cms_sponsor", args=[sponsor.pk])
    found = client.get(address, {"business": "marlow"}).content.decode()

    client.post(reverse("cms_sponsor_businesses", args=[sponsor.pk]), {"businesses": [bakery.pk]})

    assert ("Marlow Bakery" in found, list(sponsor.businesses.all())) == (True, [bakery])


def change_what_readers_see(client, sponsor: Sponsor, **typed):
    values = {"name": sponsor.name, "site": sponsor.site, "line": sponsor.line_id}
    return client.post(reverse("cms_sponsor_seen", args=[sponsor.pk]), values | typed)


def test_name_site_and_logo_are_changed_while_something_runs(client, make_placement, sponsor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_placement()

    answer = change_what_readers_see(client, sponsor, name="Bramble & Daughters", site="https://bramble.example/", logo=a_logo())

    changed = again(sponsor)
    assert (answer.status_code, changed.name, changed.site, changed.logo_width) == (302, "Bramble & Daughters", "https://bramble.example/", 640)
    assert "Bramble &amp; Daughters" in client.get("/stories/food-and-drink/").content.decode()


def test_a_logo_that_is_refused_changes_nothing_and_what_was_typed_stays(client, sponsor):
    file = SimpleUploadedFile("logo.svg", b"<svg/>", content_type="image/svg+xml")

    answer = change_what_readers_see(client, sponsor, name="Bramble & Daughters", logo=file)

    page = answer.content.decode()
    assert (answer.status_code, again(sponsor).name) == (422, "Bramble & Finch")
    assert 'value="Bramble &amp; Daughters"' in page
    assert "An SVG file can carry programs" in page
    assert "<h1>Bramble &amp; Finch</h1>" in page


def test_an_editor_who_is_a_member_does_not_change_what_readers_see(client, editor, make_placement, sponsor):
    make_placement()
    Member.objects.create(sponsor=sponsor, user=editor, role=Member.Role.OWNER)

    assert (change_what_readers_see(client, sponsor, name="Best Kettles").status_code, again(sponsor).name) == (422, "Bramble & Finch")


def a_logo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (2400, 600), "teal").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), content_type="image/png")


def test_a_business_of_its_name_is_told_without_being_ticked(client, sponsor):
    Business.objects.create(name="Bramble & Finch", slug="bramble-and-finch")

    page = client.get(reverse("cms_sponsor", args=[sponsor.pk])).content.decode()

    assert "By name, web site or merging also: Bramble &amp; Finch" in " ".join(page.split())


@pytest.fixture
def asked(slot) -> Enquiry:
    return Enquiry.objects.create(slot=slot, name="Pat Quill", company="Quill Pens", email="pat@quill.example", words="What does a month cost?")


def test_an_enquiry_is_answered_once(client, asked):
    act(client, "cms_enquiry", asked, "answer", "answer", words="About $300.")

    page = client.get(reverse("cms_enquiry", args=[asked.pk]))
    assert (again(asked).answer, [letter.to for letter in mail.outbox], page.context["forms"]) == ("About $300.", [["pat@quill.example"]], [])


@pytest.fixture
def invoice(make_placement, editor) -> Bill:
    made = bill.issue(make_placement(), by=editor)
    mail.outbox.clear()
    return made


def test_a_bill_is_marked_paid_and_not_paid_again(client, invoice):
    act(client, "cms_bill", invoice, "paid", "paid", words="Bank transfer")
    paid = again(invoice)

    act(client, "cms_bill", invoice, "unpaid", "unpaid", words="It bounced.")

    assert (paid.paid_words, bool(paid.paid_at), again(invoice).paid_at) == ("Bank transfer", True, None)


def test_a_credit_note_is_typed_as_money_with_its_reason(client, invoice):
    act(client, "cms_bill", invoice, "credit", "credit", amount="12.50", words="Two days were missing.")

    note = Bill.objects.get(kind=Bill.Kind.CREDIT)
    assert (note.net, note.words, note.credits) == (1250, "Two days were missing.", invoice)


def test_money_is_marked_as_given_back_on_the_credit_note(client, invoice, editor):
    bill.mark_paid(invoice, by=editor)
    note = bill.credit(invoice, amount=1250, words="Two days were missing.", by=editor)
    listed = client.get(reverse("cms_bills"), {"shown": "return"}).content.decode()

    act(client, "cms_bill", note, "returned", "returned", words="Bank transfer")
    page = client.get(reverse("cms_bill", args=[note.pk])).content.decode()
    act(client, "cms_bill", note, "not-returned", "not-returned", words="It came back.")

    assert ("CN-00001" in listed, "Given back" in page, "Bank transfer" in page, again(note).paid_at) == (True, True, True, None)


@pytest.mark.parametrize(
    ("amount", "words"), [("70.01", "Too much."), ("0", "Nothing."), ("-1", "Less."), ("1.005", "Half a cent."), ("", "None."), ("5.00", "")]
)
def test_a_credit_note_that_cannot_be_is_refused(client, invoice, amount, words):
    answer = act(client, "cms_bill", invoice, "credit", "credit", amount=amount, words=words)

    assert (answer.status_code, Bill.objects.count()) == (422, 1)


def test_a_bills_pdf_is_a_download(client, invoice):
    answer = client.get(reverse("cms_bill_pdf", args=[invoice.pk]))

    assert (answer.headers["Content-Type"], answer.content[:5], "attachment" in answer.headers["Content-Disposition"]) == ("application/pdf", b"%PDF-", True)


def test_a_clash_is_settled_on_its_page_with_words_and_the_story_goes_out(client, sponsor, bakery, make_story, author, editor, make_placement):
    sponsor.businesses.add(bakery)
    story = make_story(author)
    review.send_to_review(story, by=author)
    review.approve_first_read(story, by=editor, words="Clear.")
    make_placement()
    refused = act(client, "cms_clash", story, f"sponsor-{sponsor.pk}", str(sponsor.pk))

    act(client, "cms_clash", story, f"sponsor-{sponsor.pk}", str(sponsor.pk), words="Sent in a month before they booked.")

    review.check_and_publish(story, by=editor, words="Thank you.", checklist=CHECKED)
    assert (refused.status_code, Clash.objects.get().words, again(story).live) == (422, "Sent in a month before they booked.", True)
    assert Decision.objects.about(story).filter(action="sponsor-clash-settled").count() == 1


def waits() -> list[tuple[str, str]]:
    kinds = {"sponsor", "placement", "message", "enquiry", "held"}
    return [(thing.kind, thing.url) for thing in queue.what_waits() if thing.kind in kinds]


def test_everything_that_waits_stands_in_the_one_queue(client, changed, asked, other_sponsor, make_placement):
    before = queue.how_many_wait()
    Sponsor.objects.filter(pk=other_sponsor.pk).update(status=Sponsor.Status.WAITING)
    sent = make_placement(state=State.SUBMITTED, starts=20, submitted_at=timezone.now())

    assert sorted(waits()) == [
        ("enquiry", reverse("cms_enquiry", args=[asked.pk])),
        ("message", reverse("cms_placement", args=[changed.placement_id])),
        ("placement", reverse("cms_placement", args=[sent.pk])),
        ("sponsor", reverse("cms_sponsor", args=[other_sponsor.pk])),
    ]
    page = client.get("/cms/").content.decode()
    assert (queue.how_many_wait() - before, [url for _kind, url in waits() if url not in page]) == (2, [])


def test_what_was_decided_waits_no_more(client, sent, asked, editor):
    approve.decline(sent, by=editor, words="Not now.")
    act(client, "cms_enquiry", asked, "answer", "answer", words="About $300.")

    assert waits() == []


def test_a_scheduled_story_that_is_held_waits_with_its_reason(sponsor, bakery, make_story, author, editor, publish, make_placement):
    sponsor.businesses.add(bakery)
    story = publish(make_story(author), at=timezone.now() + timezone.timedelta(days=2))
    before = waits()

    make_placement()

    (held,) = [thing for thing in queue.what_waits() if thing.kind == "held"]
    assert (before, held.url, "Bramble & Finch" in held.flags[0]) == ([], reverse("cms_clash", args=[story.pk]), True)


def test_what_was_decided_is_told_in_words(client, sent):
    act(client, "cms_placement", sent, "decide", "approve", words="Welcome.")

    page = " ".join(client.get(reverse("cms_placement", args=[sent.pk])).content.decode().split())
    assert [one for one in (": approved, Edith Moreau", "“Welcome.”") if one not in page] == []


def test_every_act_on_record_has_words():
    """What the verbs write down, found in their source."""
    root = Path(settings.BASE_DIR) / "sponsors"
    text = "".join(path.read_text() for path in root.glob("*.py"))
    written = set(re.findall(r'action="([a-z-]+)"', text)) | {f"sponsor-{what.replace('_', '-')}" for what in re.findall(r'_tell\("([a-z_]+)"', text)}

    assert written - set(told.DONE) - {"sponsor-clash-settled"} == set()
