"""Each sign by itself, their sum, and that none of them decides but the honeypot."""

import time

import pytest
from django.core import mail

from moderation import signs as shapes
from moderation.flag import Circumstances, flag, source_key, text_key
from moderation.models import Decision, ListedWord, RiskSignal
from people.models import Byline
from quotes.models import Quote


def signs(quote) -> dict[str, int]:
    return dict(RiskSignal.objects.filter(object_id=quote.pk).values_list("name", "weight"))


@pytest.fixture
def listed(db):
    ListedWord.objects.all().delete()
    ListedWord.objects.create(word="viagra", kind=ListedWord.Kind.REJECT)
    ListedWord.objects.create(word="café crook", kind=ListedWord.Kind.SUSPECT)


def test_an_honest_line_shows_no_sign(send):
    quote = send("Good service is when Friday's promise is kept on Friday.")

    assert (signs(quote), quote.risk, quote.status) == ({}, 0, "waiting")


@pytest.mark.parametrize(
    "text", ["See https://example.com/x now", "Look at www.example.org please", "Buy at example.shop today", "More on my.site.co.uk.example.io/me"]
)
def test_a_link_is_seen(send, text):
    assert signs(send(text)) == {"link": 20}


def test_a_full_stop_without_a_space_is_no_link(send):
    assert signs(send("They listened.Then they helped.")) == {}


@pytest.mark.parametrize("text", ["a-" * 2_000, "a'" * 2_000, "a." * 2_000, "www." * 1_000, "A-b " * 1_000, "a" * 4_000], ids=lambda text: text[:4])
@pytest.mark.parametrize("shape", [shapes.LINK, shapes.NAME], ids=["link", "name"])
def test_no_line_holds_the_look_for_signs_up(shape, text):
    began = time.thread_time()

    list(shape.finditer(text))

    assert time.thread_time() - began < 0.3  # what grows with the square of the length took more than a second here


@pytest.mark.parametrize("text", ["THEY REMEMBERED MY NAME AGAIN", "They remembered!!!"])
def test_shouting_is_seen(send, text):
    assert signs(send(text)) == {"shouting": 5}


@pytest.mark.parametrize(
    "text",
    ["Get viagra here", "Get VIÁGRA here", "Get vi\u200bagra here", "Get v1agra here", "Get v.i.a.g.r.a here", "Get v i a g r a here", "Get ｖｉａｇｒａ here"],
)
def test_a_word_to_reject_is_seen_however_it_is_written(send, listed, text):
    assert signs(send(text)) == {"reject": 40}


def test_part_of_a_word_is_not_the_word(send, listed):
    assert signs(send("The viagrants were kind to me")) == {}


def test_a_suspect_phrase_is_seen_in_the_name_too(send, listed):
    assert signs(send("They were kind to me", name="Cafe  CROOK")) == {"suspect": 15}


def test_the_same_words_again_are_seen_in_other_case_and_punctuation(send):
    send("They remembered my name.")

    quote = send("they REMEMBERED   my náme")

    assert signs(quote) == {"repeated": 30}


def test_nearly_the_same_words_are_seen(send):
    send("Customer service means being listened to by a person who can decide.")

    quote = send("Customer service means being listened to by a human who can decide.")

    assert signs(quote) == {"nearly-repeated": 20}


def test_another_line_of_the_same_length_is_not_nearly_the_same(send):
    send("Customer service means being listened to by a person who can decide.")

    assert signs(send("When the bus broke down the driver called each of our families.")) == {}


def test_too_fast_is_seen_and_unknown_is_not(send):
    assert (signs(send("A line of mine", seconds=0.4)), signs(send("Quite another thing", seconds=None))) == ({"too-fast": 15}, {})


def test_the_sixth_from_one_source_is_seen(send):
    lines = ["Bread", "They waited", "Honest answers", "A chair by the door", "Her smile at six", "Nobody read from a script"]

    quotes = [send(line, source_key="k" * 32) for line in lines]

    assert [signs(quote) for quote in quotes] == [{}, {}, {}, {}, {}, {"many": 20}]


def test_a_named_private_person_is_seen(send):
    assert signs(send("Ask for Maria Lopez at the desk, she is rude")) == {"person": 15}


@pytest.mark.parametrize(
    "text",
    ["I am Ana Castillo and they helped me", "Thank You for the patience", "It is what Marlow Bakery’s people do", "Read Jo Writer on this"],
)
def test_a_name_that_is_nobody_elses_secret_is_not_seen(send, bakery, text):
    Byline.objects.create(name="Jo Writer", handle="jo-writer")

    assert signs(send(text, name="Ana Castillo")) == {}


def test_the_risk_is_the_sum_and_decides_nothing(send, listed):
    quote = send("GET VIAGRA AT HTTPS://EXAMPLE.COM!!!", seconds=0.1)

    assert (signs(quote), quote.risk) == ({"reject": 40, "link": 20, "too-fast": 15, "shouting": 5}, 80)
    assert (Quote.objects.get(pk=quote.pk).status, Decision.objects.count()) == ("waiting", 0)


def test_a_filled_honeypot_declines_by_itself_and_writes_to_nobody(send):
    quote = send(honeypot="http://spam", email="victim@example.org")

    decision = Decision.objects.get()
    assert (Quote.objects.get(pk=quote.pk).status, decision.actor, decision.rule, quote.risk) == ("declined", None, "honeypot", 100)
    assert mail.outbox == []


def test_two_hundred_same_lines_from_twenty_addresses_are_all_seen_and_all_wait(send):
    quotes = [send("Best service ever", source_key=source_key(f"192.0.2.{number % 20}")) for number in range(200)]

    assert Quote.objects.waiting().count() == 200
    assert [set(signs(quotes[number])) for number in (0, 1, 99, 199)] == [set(), {"repeated"}, {"repeated"}, {"repeated", "many"}]


def test_a_sign_keeps_within_its_column_whatever_is_sent(send):
    quote = send("https://example.com/" + "a" * 1000 + " " + "Maria Lopez and " * 100)

    assert max(len(words) for words in RiskSignal.objects.values_list("words", flat=True)) <= 255
    assert set(signs(quote)) == {"link", "person"}


def test_flagging_asks_the_database_a_fixed_number_of_questions(send, prompt, django_assert_num_queries):
    for number in range(3):
        send(f"An honest line, number {number}, of some length")
    quote = Quote.objects.create(prompt=prompt, text="Ask for Maria Lopez now", name="Ana")

    with django_assert_num_queries(9):
        flag(quote, text=quote.text, name="Ana", circumstances=Circumstances("k" * 32, 20.0, ""))


def test_keys_compare_words_and_sources():
    assert text_key("They  cared!") == text_key("they cared")
    assert text_key("🙂🙂") != text_key("🙁🙁")
    assert source_key("2001:db8:1:2::1") == source_key("2001:db8:1:2:ffff::9") != source_key("2001:db8:1:3::1")
    assert source_key("::ffff:192.0.2.1") == source_key("192.0.2.1")
    assert (source_key(""), len(source_key("192.0.2.1"))) == ("", 32)
