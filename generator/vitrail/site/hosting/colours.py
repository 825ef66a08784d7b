"""The colours of a school, by Material's names or in hexadecimal, adjusted to be legible on their backgrounds."""

from typing import Final

from vitrail.ground.regex import regex

NAMED: Final = dict(
    pair.split("=")
    for pair in (
        "red=#ef5552 pink=#e92063 purple=#ab47bd deep-purple=#7e56c2 indigo=#4051b5 blue=#2094f3 light-blue=#02a6f2"
        " cyan=#00bdd6 teal=#009485 green=#4cae4f light-green=#8bc34b lime=#cbdc38 yellow=#ffec3d amber=#ffc105"
        " orange=#ffa724 deep-orange=#ff6e42 brown=#795649 grey=#757575 blue-grey=#546d78 black=#000000 white=#ffffff"
    ).split()
)
"""Name in mkdocs.yml → Material's primary colour."""
LEGIBLE: Final = 4.5
"""The contrast of text with its background, at least (WCAG 2, AA)."""
_HEX: Final = regex(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_STEPS: Final = 20
"""Steps tried from a colour to black or white: the first legible one is used."""


def colour(written: str) -> str:
    """Return a colour as ``#rrggbb``; empty if the text is not a colour."""
    word = written.strip().lower()
    known = NAMED.get(word.replace(" ", "-"), word)
    if not _HEX.fullmatch(known):
        return ""
    return known if len(known) > 4 else "#" + "".join(2 * sign for sign in known[1:])  # noqa: PLR2004  # « #abc »


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((_luminance(ink), _luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def readable(written: str, grounds: tuple[str, ...], towards: str) -> str:
    """Return the colour nearest to ``written``, mixed with ``towards``, that is legible as text on every ground."""
    for step in range(_STEPS + 1):
        mixed = _mixed(written, towards, step / _STEPS)
        if all(contrast(mixed, ground) >= LEGIBLE for ground in grounds):
            return mixed
    return towards


def _mixed(written: str, towards: str, share: float) -> str:
    parts = (round(255 * (a + (b - a) * share)) for a, b in zip(_parts(written), _parts(towards), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _parts(written: str) -> tuple[float, ...]:
    return tuple(int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _luminance(written: str) -> float:
    """Return the relative luminance, as WCAG defines it."""
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(written))  # noqa: PLR2004
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def sheet(primary: str, accent: str) -> str:
    """Return the CSS rules that apply a site's colours; none for an empty colour."""
    rules: list[str] = []
    if primary:
        ground = readable(primary, ("#ffffff",), "#000000") if contrast(primary, "#ffffff") > _TINTED else primary
        on = "#ffffff" if contrast(ground, "#ffffff") >= LEGIBLE else _INK
        within = f"--vt-ink:{on};--vt-ink-soft:{on};--vt-cobalt:{on};--vt-soft:{_mixed(ground, on, 0.15)};color:{on}"
        rules += (
            "@media screen{",
            f".vt-header{{background-color:{ground};border-bottom-color:{ground}}}",
            f".vt-header__inner>:not(dialog,.vt-edition),.vt-header .vt-tabs{{{within}}}",
            "}",
        )
    if accent:
        light, dark = accents(accent)
        rules += (_accented("default", light), "@media screen{", _accented("slate", dark), "}")
    return "\n".join((*rules, "")) if rules else ""


_INK: Final = "#000000"
_TINTED: Final = 3.0
"""Contrast with white beyond which a colour is darkened for white text; a lighter one is kept, under black text."""
_LIGHT, _DARK = ("#ffffff", "#f4f5f9"), ("#131724", "#1b2132")
"""The background colours of each scheme (theme/components/chrome/tokens.css)."""


def accents(accent: str) -> tuple[str, str]:
    """Return a colour of links adjusted to the light and to the dark backgrounds."""
    return readable(accent, _LIGHT, "#000000"), readable(accent, _DARK, "#ffffff")


def _accented(scheme: str, accent: str) -> str:
    return (
        f'[data-md-color-scheme="{scheme}"]{{--md-typeset-a-color:{accent};--md-accent-fg-color:{accent}}}\n'
        f'[data-md-color-scheme="{scheme}"] :focus-visible{{outline-color:{accent}}}'
    )
