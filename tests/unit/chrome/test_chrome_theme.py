"""Theme files: tokens, assets, entry points."""

import gzip
import re
from base64 import b64decode
from importlib.metadata import entry_points
from typing import get_args

import pytest

from vitrail import THEME
from vitrail.content.model import words
from vitrail.site.chrome.assets import assets
from vitrail.site.pages.states import BY_KEY, Fill

HUES = tuple(words.HUES.values())


def tokens(scheme):
    """Read the colours of a scheme from tokens.css."""
    css = (THEME / "components/chrome/tokens.css").read_text()
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', css, re.DOTALL).group(1)
    return dict(re.findall(r"--vt-([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour):
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("hue", HUES)
def test_text_is_legible_on_every_strength_of_every_hue(scheme, hue):
    """AA for small text: on full, medium and light, and the hue itself on the three grounds."""
    t = tokens(scheme)
    assert contrast(t[hue], t["on-full"]) >= 4.5
    assert contrast(t[f"{hue}-medium"], t["on-medium"]) >= 4.5
    assert contrast(t[f"{hue}-light"], t["on-light"]) >= 4.5
    for ground in ("paper", "soft", f"{hue}-light"):
        assert contrast(t[hue], t[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_quiet_text_is_legible_too(scheme):
    """Captions and comments in code are read as well."""
    t = tokens(scheme)
    for ground in ("paper", "soft", "glass"):
        assert contrast(t["ink-soft"], t[ground]) >= 4.5
        assert contrast(t["ink"], t[ground]) >= 7


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("hue", HUES)
def test_every_state_stands_out_from_the_page(scheme, hue):
    """3:1 in both palettes: its mark on its glass, and on the page its glass, its mark or the lead around it."""
    t = tokens(scheme)
    glass = {
        "full": (t[hue], t["on-full"]),
        "medium": (t[f"{hue}-medium"], t["on-medium"]),
        "light": (t[f"{hue}-light"], t["on-light"]),
        "plain": (t["glass"], t["ink-soft"]),
    }
    assert contrast(t[hue], t["paper"]) >= 3
    for sign in BY_KEY.values():
        fill, mark = glass[sign.fill]
        assert contrast(mark, fill) >= 3, sign.key
        assert max(contrast(colour, t["paper"]) for colour in (fill, mark, t["lead"])) >= 3, sign.key


@pytest.mark.parametrize("fill", get_args(Fill))
def test_the_stylesheet_paints_each_fill_as_the_test_above_reads_it(fill):
    """The names of the two colours of a fill, as glass.css gives them."""
    css = (THEME / "components/glass.css").read_text()
    glass, mark = ("glass", "ink-soft") if fill == "plain" else (fill, f"on-{fill}")
    assert f".vt-fill-{fill} {{ --vt-fill: var(--vt-{glass}); --vt-on: var(--vt-{mark}); }}" in css


def test_assets_are_what_a_site_needs():
    """No source map, no other language, no diagram library; each file has its reason, fonts their licence."""
    listed = assets()
    assert all(asset.reason for asset in listed.values())
    assert not [url for url in listed if url.endswith(".map") or "wordcut" in url or "stylesheets/palette" in url]
    assert not [url for url in listed if "lunr" in url or "workers/" in url]
    assert not any(
        b"sourceMappingURL" in asset.read() for url, asset in listed.items() if url.endswith((".js", ".css"))
    )
    assert len([url for url in listed if url.endswith("OFL.txt")]) == 2


def test_the_faces_of_every_page_come_within_their_sheet():
    """The two upright ones, and no link to them; the italic, which few pages show, is a file."""
    sheet = assets()["assets/css/fonts.css"].read()
    carried = re.findall(rb'url\("data:font/woff2;base64,([A-Za-z0-9+/=]+)"\)', sheet)
    assert [b64decode(face)[:4] for face in carried] == [b"wOF2", b"wOF2"]
    assert re.findall(rb'url\("\.\./\.\./([^"]+)"\)', sheet) == [b"fonts/source-sans-3-italic.woff2"]
    assert "fonts/source-sans-3-italic.woff2" in assets()


def test_fonts_stay_light():
    """Under 90 kB together, the two that every page waits for under 55 kB once compressed."""
    sheet = assets()["assets/css/fonts.css"].read()
    assert len(gzip.compress(sheet)) < 55_000
    assert len(sheet) * 3 // 4 + len(assets()["fonts/source-sans-3-italic.woff2"].read()) < 90_000


def test_mkdocs_finds_the_named_theme():
    """The entry point's object says where the theme's file is."""
    (entry,) = entry_points(group="mkdocs.themes", name="vitrail")
    assert entry.load().__file__ == str(THEME / "mkdocs_theme.yml")


def test_every_expression_of_our_templates_is_escaped():
    """MkDocs' environment does not escape by itself."""
    for path in [THEME / "main.html", *(THEME / "partials").rglob("*.html")]:
        for expression in re.findall(r"\{\{(.*?)\}\}", path.read_text(), re.DOTALL):
            text = expression.strip(" -\n")
            assert text.endswith(("|e", "|tojson")) or text == "super()" or "loop.index" in text, (path.name, text)
