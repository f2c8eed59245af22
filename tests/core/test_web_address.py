import pytest

from core import web_address
from core.private_link import hashed, new_key


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://example.com/a", ""),
        ("HTTP://example.com", ""),
        ("javascript:alert(1)", "starts with https://"),
        ("https://ann:secret@example.com/", "before the @"),
        ("https://exam\u200bple.com/", "cannot be read"),
        ("https://example.com:99999/", "cannot be read"),
        ("https://example.com/" + "a" * 400, "Shorten it to 300"),
    ],
)
def test_an_address_is_read_or_refused_with_words(url, words):
    told = web_address.problem(url, longest=300)

    assert (told == "") == (words == "")
    assert words in told


def test_a_key_is_new_each_time_and_only_its_hash_is_kept():
    one, other = new_key(), new_key()

    assert one != other
    assert hashed(one) == hashed(one) != hashed(other)
    assert one not in hashed(one)
