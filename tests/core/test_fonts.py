"""The typefaces: small, cut to the axes the look asks for, and built once."""

from fontTools.ttLib import TTFont

from core import fonts


def test_fonts_are_small_and_keep_their_axes(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "folder", lambda: tmp_path)

    assert fonts.build() is True
    assert fonts.build() is False
    sizes = {path.name: path.stat().st_size for path in fonts.products()}
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in TTFont(tmp_path / "fraunces.woff2")["fvar"].axes}

    assert sizes["fraunces.woff2"] < 65_000
    assert sizes["figtree.woff2"] < 20_000
    assert axes == {"opsz": (9, 144), "wght": (400, 700)}
