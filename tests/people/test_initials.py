"""Who asks for initials is never shown by a name."""

import pytest
from django.core.exceptions import ValidationError

from people import initials
from people.models import Byline


@pytest.mark.parametrize("name", ["N. H.", "N H", "NH", "J.F.K.", "JFK", "N. van H.", "Th. M.", "N.-M. O.", "Ø.", "م. ح.", "李 小", ""])
def test_initials_stand(name):
    assert initials.problem_of(name) == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nora Two", "N. T."),
        ("N. Haddad", "N. H."),
        ("Li Wu", "L. W."),
        ("Ana", "A."),
        ("Nora de Vries", "N. V."),
        ("NORA", "N."),
        ("李小龙", "李."),
        ("nora", "N."),
    ],
)
def test_a_name_is_refused_and_its_initials_are_told(name, shown):
    assert f"Yours would be {shown};" in initials.problem_of(name)


def test_an_editor_is_told_too():
    with pytest.raises(ValidationError, match="more than initials"):
        Byline(name="Nora Two", kind="initials").clean()
    Byline(name="Nora Two", kind="name").clean()
