"""A business comes in as a name, a slug and perhaps a trade; all that its picture depends on goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product

from .dice import Dice
from .goods import WINDOWS
from .paint import PALETTES

BUILDINGS: tuple[str, ...] = ("row", "corner", "stall", "van", "clinic", "workshop", "hotel", "desk")
TRADES: tuple[str, ...] = tuple(WINDOWS)

_STREET = ("row", "corner", "row", "corner", "hotel")
_HOMES: dict[str, tuple[str, ...]] = {
    "bakery": ("row", "corner", "stall", "van"),
    "cafe": ("row", "corner", "van", "stall"),
    "groceries": ("stall", "row", "corner", "van"),
    "florist": ("stall", "row", "corner", "van"),
    "optician": ("row", "corner", "clinic"),
    "pharmacy": ("row", "corner", "clinic"),
    "clinic": ("clinic",),
    "tailor": ("row", "corner", "workshop"),
    "tires": ("workshop", "van"),
    "bicycles": ("workshop", "row", "corner", "van"),
    "hardware": ("workshop", "row", "corner"),
    "plumber": ("van", "workshop", "row"),
    "books": ("row", "corner", "stall"),
    "kettles": ("row", "workshop", "corner"),
    "phones": ("row", "corner", "desk"),
    "hotel": ("hotel",),
    "online": ("desk",),
    "default": _STREET,
}

_WORDS: dict[str, str] = {
    "bakery": "baker bakers bakeries bread patisserie boulangerie",
    "cafe": "café coffee tea tearoom diner restaurant bistro bar pub kitchen",
    "groceries": "grocery grocer grocers deli market supermarket greengrocer food",
    "florist": "florists flowers flower blooms garden nursery",
    "optician": "opticians optics optical eyewear glasses spectacles",
    "pharmacy": "pharmacist chemist drugstore apothecary",
    "clinic": "doctor dentist dental hospital surgery health vet veterinary physiotherapy care",
    "tailor": "tailors tailoring clothes clothing fashion laundry cleaners alterations",
    "tires": "tire tyre tyres garage auto car mechanic motors",
    "bicycles": "bicycle bike bikes cycles cycle cycling",
    "hardware": "tools diy ironmonger carpenter builder paint",
    "plumber": "plumbers plumbing heating boiler drains electrician",
    "books": "book bookshop bookstore library stationery",
    "kettles": "kettle appliance appliances repair repairs repairer",
    "phones": "phone mobile telecom electronics computers computer",
    "hotel": "hotels inn hostel guesthouse motel lodge",
    "online": "web software hosting internet app bank insurance support broadband airline",
}
_TRADE_OF_WORD = {word: trade for trade, words in _WORDS.items() for word in (trade, *words.split())}


@dataclass(frozen=True)
class Shop:
    """A business to draw. Empty fields are chosen: the trade from the words of `trade` and `name`
    (else the neutral window, as a wrong one would be untrue), building and palette by hash of the slug.
    """

    name: str
    slug: str
    trade: str = ""
    building: str = ""
    palette: str = ""


def trade_of(shop: Shop) -> str:
    """One of TRADES."""
    for text in (shop.trade, shop.name):
        for word in re.findall(r"\w+", text.casefold()):
            if word in _TRADE_OF_WORD:
                return _TRADE_OF_WORD[word]
    return "default"


def buildings_for(shop: Shop) -> list[str]:
    """Every building, the best first: the explicit one, those that suit the trade, then the rest."""
    dice = Dice(shop.slug)
    homes = _HOMES[trade_of(shop)]
    first = dice.pick("building", homes)
    suited = dice.shuffled("suited", sorted(set(homes)))
    rest = dice.shuffled("rest", BUILDINGS)
    explicit = [shop.building] if shop.building in BUILDINGS else []
    return list(dict.fromkeys([*explicit, first, *suited, *rest]))


def palettes_for(shop: Shop) -> list[str]:
    """Every palette, the best first: the explicit one, then by hash."""
    explicit = [shop.palette] if shop.palette in PALETTES else []
    return list(dict.fromkeys([*explicit, *Dice(shop.slug).shuffled("palette", tuple(PALETTES))]))


def settled(shop: Shop) -> Shop:
    """The shop with trade, building and palette filled in, as it looks when it stands alone."""
    trade, building, palette = trade_of(shop), buildings_for(shop)[0], palettes_for(shop)[0]
    return replace(shop, trade=trade, building=building, palette=palette)


def looks(shops: list[Shop]) -> list[Shop]:
    """The shops, settled so that no two share building and trade.

    Where two would, the later one moves to the next building of its hash. When it has its building
    set, or all are taken, it keeps it and differs in palette instead.
    """
    taken: set[tuple[str, str]] = set()
    seen: set[tuple[str, str, str]] = set()
    result = []
    for shop in shops:
        look = _apart(shop, taken, seen)
        taken.add((look.building, look.trade))
        seen.add((look.building, look.trade, look.palette))
        result.append(look)
    return result


def _apart(shop: Shop, taken: set[tuple[str, str]], seen: set[tuple[str, str, str]]) -> Shop:
    """The shop on the first building not taken, else with the first building and palette not seen together."""
    look = settled(shop)
    buildings = [look.building] if shop.building in BUILDINGS else buildings_for(shop)
    free = [building for building in buildings if (building, look.trade) not in taken]
    if free:
        return replace(look, building=free[0])
    pairs = product(buildings, palettes_for(shop))
    fresh = ((b, p) for b, p in pairs if (b, look.trade, p) not in seen)
    building, palette = next(fresh, (look.building, look.palette))
    return replace(look, building=building, palette=palette)
