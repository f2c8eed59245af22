"""Names of trades for readers."""

from django.utils import translation

from businesses.shopfront import TRADES
from businesses.trades import LABELS, label


def test_every_trade_with_a_window_has_a_name():
    assert set(TRADES) - {"default"} == set(LABELS)


def test_known_trade_is_named_however_it_is_typed():
    assert (label("cafe"), label(" Cafe ")) == ("Café", "Café")


def test_other_trade_stays_as_the_editor_typed_it():
    assert (label("piano-tuner"), label("DVD rental"), label("")) == ("Piano tuner", "DVD rental", "")


def test_names_can_be_translated(monkeypatch):
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda message: f"<{message}>")

    with translation.override("en-us"):
        assert label("bakery") == "<Bakery>"
