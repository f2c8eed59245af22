"""Where a click may lead: every way to an address that is inside, hidden or our own is refused in words."""

import pytest
from wagtail.models import Site

from sponsors.links import LONGEST, for_header, host_of, link_problem

pytestmark = pytest.mark.django_db

GOOD = [
    "https://bramble-finch.example/kettles",
    "http://shop.bramble-finch.example/a?b=c#d",
    "https://bücher.example/regal",
    "HTTPS://Example.COM/",
    "https://example.com:8443/x",
    "https://10-good-kettles.example/",
    "https://best.co/",
    "https://rabbit.ly/",
    "https://example.co.uk./a",
    "https://example.com/%2f..%2f?to=http://127.0.0.1/",
]


@pytest.mark.parametrize("url", GOOD)
def test_a_public_address_is_taken(url):
    assert link_problem(url) is None


INSIDE = [
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST:8000/x",
    "http://a.localhost/",
    "http://intranet/",
    "http://printer.local/",
    "http://vault.corp.internal/",
    "http://router.home.arpa/",
    "http://x.invalid/",
    "http://127.0.0.1.nip.io/",
    "https://10-0-0-1.sslip.io/admin",
    "http://app.localtest.me:8000/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_an_address_inside_is_refused(url):
    assert link_problem(url) == "Readers cannot reach this address from outside. Use the name of your public site, such as example.com."


LEADING_ON = ["https://bit.ly/3xYz", "http://www.tinyurl.com/abc", "https://T.CO/a", "https://go.short.io/x"]


@pytest.mark.parametrize("url", LEADING_ON)
def test_an_address_that_only_leads_on_is_refused(url):
    assert link_problem(url) == "This address only leads on to another one, which nobody can check. Write the address of the page itself."


NUMBERS = [
    "http://127.0.0.1/",
    "http://10.0.0.1:80/",
    "http://169.254.169.254/latest/meta-data",
    "http://192.168.1.1",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fd00::1]/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://８.８.８.８/",
    "http://127。0。0。1/",
    "http://%31%32%37.0.0.1/",
    "http://8.8.8.8/",
]


@pytest.mark.parametrize("url", NUMBERS)
def test_a_number_in_place_of_a_name_is_refused(url):
    assert link_problem(url) == "An address with a number in place of a name is not taken. Use the name of your site, such as example.com."


SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "ftp://example.com/",
    "file:///etc/passwd",
    "//example.com/",
    "/go/x/",
    "example.com",
    "mailto:a@b.example",
]


@pytest.mark.parametrize("url", SCHEMES)
def test_only_web_addresses_are_taken(url):
    assert link_problem(url) == "An address starts with https:// or http://. Copy it from your browser."


UNREADABLE = [
    "https:///nowhere",
    "https://",
    "https://exa mple.com/",
    "https://example.com/\nx",
    "java\tscript:alert(1)",
    "https://example.com\\@evil.example/",
    "https://example.com:99999/",
    "https://[::1/",
    "https://exam\u200bple.com/",
    "https://..example.com/",
    "https://-.example.com/",
    "https://exam%00ple.com/",
]


@pytest.mark.parametrize("url", UNREADABLE)
def test_what_cannot_be_read_as_an_address_is_refused(url):
    assert link_problem(url) is not None


@pytest.mark.parametrize("url", ["https://bank.example@evil.example/", "https://a:b@evil.example/", "https://:@evil.example/"])
def test_a_name_before_the_host_is_refused(url):
    assert link_problem(url) == "Take the name and password before the @ out of this address."


@pytest.mark.parametrize(
    "url", ["https://news.example.org/go/abc/", "https://NEWS.example.org./sponsor/", "https://served.example.net/", "https://a.served.example.net/"]
)
def test_our_own_addresses_are_refused(url, settings):
    settings.ALLOWED_HOSTS = [".served.example.net"]
    Site.objects.filter(is_default_site=True).update(hostname="served.example.net")
    settings.WAGTAILADMIN_BASE_URL = "https://news.example.org"

    assert link_problem(url) == "This address leads back to us. Write one of your own."


def test_every_host_allowed_is_not_every_host_ours(settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert link_problem("https://example.com/") is None


def test_4000_letters_are_told_how_many_are_too_many():
    assert link_problem("https://example.com/" + "x" * 3980) == "This address has 4,000 letters. Shorten it to 1,000 at most."
    assert link_problem("https://example.com/" + "x" * (LONGEST - 20)) is None


def test_nothing_typed_says_what_to_do():
    assert link_problem("") == "Write the address a click leads to, such as https://example.com/offers."


def test_hosts_are_compared_as_browsers_understand_them():
    assert host_of("https://WWW.Bücher.example./x") == "www.xn--bcher-kva.example"
    assert host_of("nothing") == ""


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://bramble-finch.example/kettles?a=1&b=%C3%A9#top", "https://bramble-finch.example/kettles?a=1&b=%C3%A9#top"),
        ("https://Bücher.example:8443/кафе", "https://xn--bcher-kva.example:8443/%D0%BA%D0%B0%D1%84%D0%B5"),
        ("http://bramble-finch.example", "http://bramble-finch.example"),
    ],
)
def test_an_address_leaves_in_letters_that_a_header_carries(typed, sent):
    assert for_header(typed) == sent
