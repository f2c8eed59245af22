"""Where a click ends: a real server answers, and the guard stands between."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from requests_hardened import Config, Manager

from sponsors import follow
from sponsors.models import Creative, Placement

pytestmark = pytest.mark.django_db

SHOP = "bramble-finch.shop"


class Shop(BaseHTTPRequestHandler):
    leads = {
        "/a": "/b",
        "/b": "/a",
        "/self": "/self",
        "/up": "https://bramble-finch.shop/up",
        "/old": "/page",
        "/script": "javascript:alert(1)",
        "/inside": "http://printer.local/",
        "/number": "http://169.254.169.254/latest/",
        "/office": "http://office.bramble-finch.shop/",
        "/short": "https://bit.ly/3xYz",
        "/odd": "/page?a={b} c|d",
        "/long": "/page?" + "x" * 3_000,
    }

    def do_GET(self):
        path = self.path.partition("?")[0]
        self.server.asked.append((self.path, self.headers["Host"], self.headers.get("Authorization")))
        if path == "/slow":
            self.server.waits.wait(20)
        if path == "/drips":
            self.drip()
        elif path.startswith("/on/"):
            self.lead(f"/on/{int(path[4:]) + 1}")
        elif path == "/needs-cookie" and "seen=1" not in self.headers.get("Cookie", ""):
            self.lead("/needs-cookie", ("Set-Cookie", "seen=1"))
        elif path in self.leads:
            self.lead(self.leads[path])
        else:
            self.send_response(200)
            self.end_headers()

    def lead(self, target, *headers):
        self.send_response(302)
        for name, value in (("Location", target), *headers):
            self.send_header(name, value)
        self.end_headers()

    def drip(self):
        self.wfile.write(b"HTTP/1.0 302 Found\r\nX-Long: ")
        while not self.server.waits.wait(0.05):
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def log_message(self, *args):
        pass


@pytest.fixture
def shop(monkeypatch, settings):
    """The shop's address. Its name leads to this machine, which the guard lets pass here; every other name leads into a network."""
    settings.FOLLOW_LINKS = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.asked, server.waits = [], threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        return asked("127.0.0.1" if host == SHOP else "10.0.0.7" if host.endswith(SHOP) else host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    same = vars(follow.GUARD.config)
    monkeypatch.setattr(follow, "GUARD", Manager(Config(**{**same, "ip_filter_allow_loopback_ips": True})))
    server.address = f"http://{SHOP}:{server.server_address[1]}"
    yield server
    server.waits.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/", "/old", "/odd", "/long", "/needs-cookie", "/not-there"])
def test_what_ends_somewhere_is_taken(shop, path):
    assert follow.follow_problem(shop.address + path) is None
    assert shop.asked


@pytest.mark.parametrize("path", ["/a", "/self"])
def test_a_circle_is_told(shop, path):
    problem = follow.follow_problem(shop.address + path)

    assert problem == f"This address leads round in a circle, over {shop.address}{path}. Write the address of the page where a reader should arrive."
    assert len(shop.asked) == follow.MOST


def test_what_leads_on_and_on_is_told(shop):
    assert "leads on more than 20 times" in follow.follow_problem(f"{shop.address}/on/1")


def test_a_circle_of_slow_steps_is_told_when_its_time_is_over(shop, monkeypatch):
    monkeypatch.setattr(follow, "WITHIN", 0.3)
    monkeypatch.setattr(follow, "_next", lambda session, url, seconds: time.sleep(0.12) or f"{shop.address}/{'b' if url.endswith('a') else 'a'}")

    assert "round in a circle" in follow.follow_problem(f"{shop.address}/a")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/script", "leads on to javascript:alert(1). An address starts with https:// or http://."),
        ("/inside", "leads on to http://printer.local/. Readers cannot reach this address from outside."),
        ("/number", "leads on to http://169.254.169.254/latest/. An address with a number in place of a name is not taken."),
        ("/short", "leads on to https://bit.ly/3xYz. This address only leads on to another one"),
        ("/office", "http://office.bramble-finch.shop/ leads into a network that readers cannot reach."),
    ],
)
def test_what_leads_on_to_where_nobody_should_go_is_told(shop, path, words):
    assert words in follow.follow_problem(shop.address + path)
    assert len(shop.asked) == 1


def test_our_own_address_is_not_led_back_to(shop, settings, monkeypatch):
    settings.WAGTAILADMIN_BASE_URL = "https://news.example.org"
    monkeypatch.setitem(Shop.leads, "/back", "https://news.example.org/go/abc/")

    assert "leads back to us" in follow.follow_problem(f"{shop.address}/back")


def test_a_name_that_leads_inside_is_refused_and_nothing_is_asked(shop, monkeypatch):
    monkeypatch.setattr(follow, "GUARD", Manager(Config(**{**vars(follow.GUARD.config), "ip_filter_allow_loopback_ips": False})))

    assert "leads into a network that readers cannot reach" in follow.follow_problem(f"{shop.address}/")
    assert not shop.asked


@pytest.mark.parametrize("path", ["/slow", "/drips"])
def test_who_does_not_answer_in_time_is_taken_and_holds_nobody_up(shop, path, monkeypatch):
    monkeypatch.setattr(follow, "WITHIN", 0.3)
    began = time.monotonic()

    assert follow.follow_problem(shop.address + path) is None
    assert time.monotonic() - began < 3


def test_slow_answers_take_no_more_threads_than_two(shop, monkeypatch):
    monkeypatch.setattr(follow, "WITHIN", 0.2)
    for _one in range(5):
        assert follow.follow_problem(f"{shop.address}/drips") is None
    assert len(shop.asked) == 2

    shop.waits.set()
    until = time.monotonic() + 5
    while follow.STEPS._value < 2 and time.monotonic() < until:
        time.sleep(0.02)
    monkeypatch.setattr(follow, "WITHIN", 5.0)
    assert "circle" in follow.follow_problem(f"{shop.address}/a")


def test_no_password_of_this_machine_is_sent(shop, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text(f"machine {SHOP} login us password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    follow.follow_problem(f"{shop.address}/")

    assert shop.asked == [("/", shop.address.removeprefix("http://"), None)]


def test_names_that_never_lead_anywhere_and_a_switch_that_is_off_ask_nobody(shop, settings, monkeypatch):
    monkeypatch.setattr(follow, "_follow", lambda session, url: "asked")

    assert follow.follow_problem("https://lamps.example/") is None
    settings.FOLLOW_LINKS = False
    assert follow.follow_problem(f"{shop.address}/a") is None


def test_a_circle_stands_at_its_field_and_the_rest_is_kept(shop, make_placement, owner, client):
    held = make_placement(state=Placement.State.HELD, starts=5)
    Creative.objects.filter(placement=held).update(text="", link="", link_words="")
    client.force_login(owner)
    typed = {"text": "Lamps that last.", "link": f"{shop.address}/a", "link_words": "See them", "do": "send"}

    answer = client.post(f"{held.get_absolute_url()}message/", typed)

    assert answer.status_code == 422
    assert "leads round in a circle" in answer.text
    assert f'value="{shop.address}/a"' in answer.text
    kept = Creative.objects.get(placement=held)
    assert (kept.text, kept.link, kept.state) == ("Lamps that last.", "", Creative.State.DRAFT)

    sent = client.post(f"{held.get_absolute_url()}message/", {**typed, "link": f"{shop.address}/old"})
    assert sent.status_code == 302
    asked = len(shop.asked)
    assert Creative.objects.get(placement=held).state == Creative.State.WAITING
    client.post(f"{held.get_absolute_url()}message/", {**typed, "text": "Lamps!", "link": f"{shop.address}/old"})
    assert len(shop.asked) == asked  # an address that stays as it was is not asked again
