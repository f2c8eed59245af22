"""Words signed here are read; what was forged, cut, swapped or taken from elsewhere is not."""

from datetime import UTC, datetime

import pytest

from sponsors import tokens

NOW = datetime(2026, 11, 22, 9, 30, 15, tzinfo=UTC)


def token(**fields) -> str:
    return tokens.page_token(**({"placement_id": 12, "creative_id": 3, "page": "story", "story_id": 9, "now": NOW} | fields))


def test_a_page_token_says_what_stands_where():
    assert tokens.read_page(token()) == (12, 3, "story", 9, int(NOW.timestamp()) // 60)


def test_it_is_the_same_for_everybody_within_the_minute():
    assert token(now=NOW.replace(second=59)) == token()
    assert token(now=NOW.replace(minute=31)) != token()


def test_a_kind_of_page_that_could_not_be_read_again_is_refused():
    with pytest.raises(ValueError, match="no kind of page"):
        token(page="a.story")


@pytest.mark.parametrize("change", [lambda word: word[:-1], lambda word: "13" + word[2:], lambda word: word + "A", lambda word: "", lambda word: word * 9])
def test_a_changed_page_token_is_refused(change):
    with pytest.raises(tokens.NotOurs):
        tokens.read_page(change(token()))


@pytest.mark.parametrize("word", ["ü", "....", "12.3.story.9.1.", "\x00", "12.3.story.9.29922348.\n"])
def test_nonsense_is_refused(word):
    with pytest.raises(tokens.NotOurs):
        tokens.read_page(word)


def test_signatures_of_two_tokens_cannot_be_swapped():
    one, other = token(), token(placement_id=13)

    with pytest.raises(tokens.NotOurs):
        tokens.read_page(one.rpartition(".")[0] + "." + other.rpartition(".")[2])


def test_a_nonce_knows_its_age():
    assert tokens.nonce_age(tokens.nonce(token(), now=1000.25), token(), now=1001.5) == pytest.approx(1.25)


def test_no_two_nonces_are_alike():
    assert len({tokens.nonce(token(), now=1000) for _number in range(200)}) == 200


def test_a_nonce_belongs_to_one_page_token():
    given = tokens.nonce(token(), now=1000)

    with pytest.raises(tokens.NotOurs):
        tokens.nonce_age(given, token(placement_id=13), now=1001)


def test_a_page_token_is_no_nonce_and_a_nonce_no_page_token():
    with pytest.raises(tokens.NotOurs):
        tokens.nonce_age(token(), token(), now=1000)
    with pytest.raises(tokens.NotOurs):
        tokens.read_page(tokens.nonce(token(), now=1000))


def test_a_key_that_was_changed_still_reads_what_it_signed(settings):
    old = token()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"

    assert tokens.read_page(old).placement_id == 12


def test_another_sites_key_reads_nothing(settings):
    word = token(placement_id=77)
    settings.SECRET_KEY = "another"

    with pytest.raises(tokens.NotOurs):
        tokens.read_page(word)
