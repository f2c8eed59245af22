from core.nfc import composed


def test_marks_join_their_letters_in_one_order():
    assert composed("a\u0301\u0323e\u0301") == "\u1ea1\u0301\u00e9"


def test_a_megabyte_of_marks_on_one_letter_is_cut_before_it_is_sorted():
    """Sorting them would take minutes, for one anonymous post to the wall."""
    assert len(composed("a" + "\u0301\u0316" * 500_000 + "b")) <= 32
