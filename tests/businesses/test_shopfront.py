"""The drawn shopfronts: the same every time, safe to inline, and different from one another."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import fontpkg_fraunces
import pytest
from PIL import ImageFont

from businesses.shopfront import BUILDINGS, KINDS, TRADES, Shop, image, looks, still_life_image, still_life_svg, svg
from businesses.shopfront import buildings as drawn
from businesses.shopfront.fit import clean, estimate, fit
from businesses.shopfront.paint import COMMON, NIGHT_ONLY, PALETTES
from businesses.shopfront.shop import settled, trade_of

ROOT = Path(__file__).resolve().parents[2]
FONT = str(next(Path(fontpkg_fraunces.__file__).parent.glob("files/Fraunces[[]*.ttf")))
LONG = "The Extraordinarily Long-Named Family Bakery and Confectionery of Bristol, Rhode Island and Sons and Daughters"
SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def test_keys_are_enough():
    assert len(BUILDINGS) >= 8
    assert len(TRADES) >= 16
    assert len(PALETTES) >= 8
    assert "default" in TRADES
    assert KINDS == ("letter", "counter", "quotes")


def test_svg_known_slug_keeps_its_choices():
    look = settled(Shop("Marlow Bakery", "marlow-bakery"))

    assert (look.trade, look.building, look.palette) == ("bakery", "stall", "p5")


def test_svg_same_shop_gives_same_picture():
    shop = Shop("Marlow Bakery", "marlow-bakery", "bakery")

    assert svg(shop) == svg(shop)
    assert svg(shop) != svg(Shop("Marlow Bakery", "marlow-bakery-2", "bakery"))


@pytest.mark.parametrize(("building", "trade"), list(product(BUILDINGS, TRADES)))
def test_svg_every_building_and_trade_is_sound(building: str, trade: str):
    for slug in ("marlow", "pell-and-sons", "ada"):
        picture = svg(Shop("Marlow Bakery", slug, trade, building))

        root = ElementTree.fromstring(picture)
        assert root.get("viewBox") == "0 0 1200 800"
        assert "Marlow Bakery" in texts(picture)
        assert len(picture.encode()) < 9_600
        for node in root.iter():
            assert not {"id", "style"} & set(node.attrib)
            assert node.tag.removeprefix(SVG) in {"svg", "g", "rect", "circle", "ellipse", "path", "text"}


@pytest.mark.parametrize("kind", [*KINDS, "", "unknown"])
def test_still_life_svg_is_sound(kind: str):
    picture = still_life_svg(kind, "a-kind-word")

    root = ElementTree.fromstring(picture)
    assert not [node for node in root.iter() if {"id", "style"} & set(node.attrib)]
    assert len(picture.encode()) < 9_000
    assert picture == still_life_svg(kind, "a-kind-word")


def test_still_life_svg_without_kind_uses_every_kind():
    by_kind = {still_life_svg(kind, slug) for kind in KINDS for slug in map(str, range(30))}

    assert {still_life_svg("", slug) for slug in map(str, range(30))} <= by_kind


def test_svg_with_title_is_an_image():
    root = ElementTree.fromstring(svg(Shop("Pell", "pell"), title='Pell & "Sons" <b>'))

    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Pell & "Sons" <b>'
    assert root.get("aria-hidden") is None


def test_svg_without_title_is_hidden():
    root = ElementTree.fromstring(svg(Shop("Pell", "pell")))

    assert (root.get("aria-hidden"), root.get("focusable"), root.get("role")) == ("true", "false", None)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Fish & Chips", "]]>", '" onload="x', "\x00\x0b\ud800Bad\x1f", "", "   "])
def test_svg_hostile_name_stays_text(name: str):
    picture = svg(Shop(name, "x", building="row"), title=name)

    picture.encode()
    ElementTree.fromstring(picture)
    assert "<script" not in picture
    assert not re.search(r"<[^>]* onload=", re.sub(r"aria-label='[^']*'", "", picture))


@pytest.mark.parametrize("slug", ["", "\ud800", "日本", "a" * 500])
def test_svg_any_slug_is_drawn(slug: str):
    ElementTree.fromstring(svg(Shop("Ada's Tires", slug)))


@pytest.mark.parametrize("building", BUILDINGS)
@pytest.mark.parametrize("name", [LONG, "W" * 90, "Donaudampfschifffahrtsgesellschaftskapitänsmützenladen", "東京眼鏡店" * 12])
def test_svg_long_name_fits_the_sign(building: str, name: str):
    root = ElementTree.fromstring(svg(Shop(name, "long", building=building)))

    lines = [node for node in root.iter(f"{SVG}text") if node.get("class") == "s-name"]
    assert 1 <= len(lines) <= 2
    for line in lines:
        assert float(line.get("font-size", 0)) >= 20
        assert estimate(line.text or "") * float(line.get("font-size", 0)) <= 820


def test_fit_shrinks_then_breaks_then_cuts():
    assert fit("Pell & Sons", 600, 80, estimate)[1] == ["Pell & Sons"]
    assert fit("Pell and Sons and all their many Daughters", 600, 80, estimate)[1] == ["Pell and Sons and all", "their many Daughters"]
    assert fit(LONG, 500, 80, estimate)[1][-1].endswith("…")


def test_fit_cut_keeps_marks_with_their_letter():
    _, lines = fit("क\u093f" * 80, 300, 60, estimate)

    assert not any(line.startswith("\u093f") for line in lines)


def test_estimate_is_no_narrower_than_the_font():
    font = ImageFont.truetype(FONT, 100)
    font.set_variation_by_axes([9, 600, 60, 0])

    for name in ("Marlow Bakery", "Pell & Sons", "WWW MMM", "Hotel Bellevue", "Quiet Corner", LONG):
        assert estimate(name) >= font.getlength(name) / 100


def test_clean_keeps_any_script():
    assert clean(" مخبز \n 東京\tкот ") == "مخبز 東京 кот"


def test_trade_of_reads_words_but_does_not_guess():
    assert trade_of(Shop("Harbour Optics", "h")) == "optician"
    assert trade_of(Shop("Ada's", "a", "Tyres and wheels")) == "tires"
    assert trade_of(Shop("Northway", "n")) == "default"
    assert trade_of(Shop("Northway", "n", "no such trade")) == "default"


def test_looks_no_two_share_building_and_trade():
    shops = [Shop(f"Shop {i}", f"shop-{i}", "bakery") for i in range(len(BUILDINGS))]

    pairs = [(look.building, look.trade) for look in looks(shops)]

    assert len(set(pairs)) == len(shops)


def test_looks_more_shops_than_buildings_differ_in_palette():
    result = looks([Shop(f"Shop {i}", f"shop-{i}", "books") for i in range(60)])

    assert len({(look.building, look.trade, look.palette) for look in result}) == 60


def test_looks_explicit_building_stays_and_palette_differs():
    first, second = looks([Shop("A", "same", "cafe", "van"), Shop("B", "same", "cafe", "van")])

    assert first.building == second.building == "van"
    assert first.palette != second.palette


def test_looks_first_and_lone_shops_look_as_on_their_own_page():
    shop = Shop("Marlow Bakery", "marlow-bakery")

    assert looks([shop]) == [settled(shop)]
    assert svg(looks([shop])[0]) == svg(shop)
    assert looks([]) == []


def test_looks_keeps_order_names_and_slugs():
    shops = [Shop("A", "a"), Shop("B", "b", "hotel"), Shop("C", "c", "", "desk")]

    assert [(look.name, look.slug) for look in looks(shops)] == [("A", "a"), ("B", "b"), ("C", "c")]


@pytest.mark.parametrize("building", BUILDINGS)
def test_image_has_the_size_asked_for(building: str):
    picture = image(Shop("Marlow Bakery", "m", building=building), (300, 157))

    assert (picture.size, picture.mode) == ((300, 157), "RGB")
    assert len(picture.getcolors(300 * 157) or []) > 50


@pytest.mark.parametrize("size", [(1200, 630), (400, 400), (90, 200)])
def test_image_covers_any_shape(size: tuple[int, int]):
    assert image(Shop(LONG, "m", "bakery"), size).size == size


@pytest.mark.parametrize("kind", KINDS)
def test_still_life_image_has_the_size_asked_for(kind: str):
    assert still_life_image(kind, "s", (240, 160)).size == (240, 160)


def test_image_same_shop_gives_same_pixels():
    shop = Shop("Marlow Bakery", "m")

    assert image(shop, (240, 160)).tobytes() == image(shop, (240, 160)).tobytes()


def test_css_has_every_palette_and_part_as_painted():
    css = (ROOT / "static/css/shopfront.css").read_text()

    for palette, colors in PALETTES.items():
        block = re.search(rf"\.shop--{palette} {{([^}}]*)}}", css)
        assert block
        assert dict(re.findall(r"--s-(\w+): (#\w+);", block[1])) == colors
    for part, color in COMMON.items():
        assert f".s-{part} {{ --s-part: light-dark({color}," in css
    for part in (*NIGHT_ONLY, *PALETTES["p1"]):
        assert f".s-{part} {{" in css


def test_every_part_drawn_has_a_color():
    known = {*COMMON, *NIGHT_ONLY, *PALETTES["p1"]}

    for building, trade in product(BUILDINGS, TRADES):
        shapes = drawn.scene(settled(Shop("Pell", "pell", trade, building))).shapes
        assert {shape.paint for shape in shapes} <= known


def test_image_of_a_sign_in_another_script_has_its_letters():
    latin, hebrew, nothing = (image(Shop(name, "p", "bakery", "row"), (600, 400)).tobytes() for name in ("Pell", "מאפייה", "\u200b"))

    assert len({latin, hebrew, nothing}) == 3
