"""The drawn chart: bars as long as what they stand for, labels that fit, the same in words."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from sponsors import chart
from sponsors.figures import Count, Period


def days(*counts: tuple[int, int, int], monthly: bool = False) -> list[Period]:
    return [Period(date(2026, 3, 1) + timedelta(days=number), Count(*count), monthly) for number, count in enumerate(counts)]


def test_bars_are_as_long_as_what_they_stand_for_and_stand_on_the_ground():
    wide, _narrow = chart.draw(days((100, 4, 50), (50, 8, 0), (0, 0, 0)))
    seen, clicked = wide.fields

    assert [bar.height for bar in seen.bars] == [93.8, 46.9]
    assert [round(bar.y + bar.height) for bar in seen.bars] == [chart.TOP + chart.HIGH] * 2
    assert [bar.height for bar in seen.more] == [46.9]
    assert round(seen.more[0].y + seen.more[0].height) == round(seen.bars[0].y)
    assert [bar.height for bar in clicked.bars] == [28.0, 56.0]
    assert [line.text for line in seen.lines] == ["160", "80", "0"]


@pytest.mark.parametrize("count", [1, 2, 7, 31, 92])
def test_nothing_is_drawn_outside_and_labels_of_the_days_do_not_touch(count):
    for one in chart.draw(days(*[(1_234_567, 89_000, 3)] * count)):
        bars = [bar for field in one.fields for bar in (*field.bars, *field.more)]
        centers = [time.x for time in one.times]

        assert all(bar.x >= one.left and bar.x + bar.width <= one.width + 0.2 and bar.y >= 0 for bar in bars)
        assert all(later - earlier >= 36 for earlier, later in zip(centers, centers[1:], strict=False))
        assert all(20 <= center <= one.width - 20 for center in centers)


def test_few_bars_have_their_values_and_of_many_the_highest_has():
    few = chart.draw(days((5, 0, 0), (9, 0, 0)))[0]
    many = chart.draw(days(*[(number * 10, 0, 0) for number in range(40)]))[0]

    assert [value.text for value in few.fields[0].values] == ["5", "9"]
    assert [value.text for value in many.fields[0].values] == ["390"]


def test_values_that_would_touch_are_left_out():
    crowded = chart.draw(days(*[(300, 10, 0)] * 43))[0]

    assert [value.text for value in crowded.fields[1].values] == ["10"]


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (3, 4), (7, 8), (9, 10), (11, 12), (61, 80), (99, 100), (100, 100), (101, 120), (1050, 1200), (4_100_000, 5_000_000)]
)
def test_the_scale_ends_at_a_round_number(most, top):
    assert chart.nice(most) == top


def test_the_chart_is_told_in_words():
    told = chart.summary(days((1000, 1, 0), (2500, 0, 7)))

    assert told == "March 1, 2026 to March 2, 2026: seen 3,500 times, clicked 1 time. Seen most, 2,500 times: March 2, 2026. The table has every number."


def test_nothing_is_drawn_of_nothing():
    assert chart.draw([]) == []


def test_both_drawings_are_well_formed_with_ids_of_their_own():
    from xml.etree import ElementTree

    ids = []
    for one in chart.draw(days((10, 1, 2), (20, 2, 0))):
        svg = ElementTree.fromstring(render_to_string("sponsors/_chart.html", {"chart": one}).strip())
        ids += [node.get("id") for node in svg.iter() if node.get("id")]
        assert len([node for node in svg.iter("rect") if node.get("class") == "chart__seen"]) == 2

    assert len(ids) == len(set(ids)) == 6
