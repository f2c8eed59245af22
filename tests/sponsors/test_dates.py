"""The day of sponsorships is the site's, wherever the person sits whose screen asks."""

from datetime import UTC, date, datetime

from django.utils import timezone

from sponsors.dates import site_today

EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # 3 PM in New York, November 23 in Tokyo


def test_the_day_is_the_site_s_also_on_an_editor_s_screen(settings):
    settings.TIME_ZONE = "America/New_York"

    with timezone.override("Asia/Tokyo"):
        assert (timezone.localdate(EVENING), site_today(EVENING)) == (date(2026, 11, 23), date(2026, 11, 22))


def test_it_changes_at_the_site_s_midnight(settings):
    settings.TIME_ZONE = "America/New_York"

    assert [site_today(datetime(2026, 11, 23, 4, 59, tzinfo=UTC)), site_today(datetime(2026, 11, 23, 5, 0, tzinfo=UTC))] == [
        date(2026, 11, 22),
        date(2026, 11, 23),
    ]


def test_without_a_moment_it_is_today(settings):
    settings.TIME_ZONE = "Etc/GMT+12"

    with timezone.override("Etc/GMT-14"):
        assert site_today() == timezone.localdate(timezone=timezone.get_default_timezone()) < timezone.localdate()
