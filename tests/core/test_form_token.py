"""A form's token is ours, fresh, and good for one send."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import signing

from core import form_token


def test_a_token_is_good_once():
    token = form_token.issue("pin")

    assert 0 <= form_token.redeem("pin", token) < 60
    with pytest.raises(form_token.NotAccepted, match="sent before"):
        form_token.redeem("pin", token)


@pytest.mark.parametrize(
    "token", ["", "nonsense", "WyJhIiwxXQ:1abc:forged", signing.dumps(["a", 1.0], salt="another")], ids=["none", "nonsense", "not-signed", "another-salt"]
)
def test_a_forged_token_is_refused(token):
    with pytest.raises(form_token.NotAccepted, match="not ours"):
        form_token.redeem("pin", token)


def test_another_forms_token_is_refused():
    with pytest.raises(form_token.NotAccepted, match="not ours"):
        form_token.redeem("pin", form_token.issue("reply"))


def test_an_old_token_is_refused(monkeypatch):
    token = form_token.issue("pin")
    monkeypatch.setattr(form_token, "LASTS", -1)

    with pytest.raises(form_token.NotAccepted, match="ran out"):
        form_token.redeem("pin", token)


def test_of_many_at_once_one_is_accepted():
    token = form_token.issue("pin")

    def send(_number):
        try:
            return bool(form_token.redeem("pin", token) >= 0)
        except form_token.NotAccepted:
            return False

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(send, range(20))) == 1
