import pytest

from core.slugs import slug_of


@pytest.mark.parametrize(
    ("words", "slug"),
    [("Nína Øster", "nina-oster"), ("Straße & Łódź", "strasse-lodz"), ("何が大切ですか", ""), ("🐕 Dog", "dog"), ("…!", ""), ("a" * 90, "a" * 80)],
)
def test_words_give_plain_letters(words, slug):
    assert slug_of(words, longest=80) == slug
