"""A school where every key that is not for everybody holds a word of its own: what a site says of it is a leak."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase

from tests.unit.reading.schools import COHORT, HOME, LEA, write
from vitrail.content.values import keys
from vitrail.content.values.key import Key, Keys, Kind, Where

_NONE = frozenset({"rôle", "passage"})
"""A word of ours, and a copy of what the page says."""
_TEXTS = {Kind.TEXT, Kind.PROSE, Kind.LINES, Kind.WORDS, Kind.FIELD}
TABLES: Mapping[str, Keys] = {
    name: getattr(keys, name)
    for name in "TUTOR CERTIFICATE FOLLOW_UP OFF INTERNSHIP REVIEW VERDICT TEACHER REALISATION".split()
}
"""What is written in a portfolio and is not for everybody."""
PEOPLE = frozenset({"nom", "par", "avec", "professeur référent", "recueillie par"})
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
HIDDEN = ("realisations/cachee.md", "veille/cachee.md", "cachee.md", "stages/mairie/semaine-02.md")
"""Pages that say « visibilité: équipe », a kind of page each."""
OTHERS = ("classmate", "elsewhere", "teacher elsewhere", "published no more", "tutor of a verdict")
"""People who are hidden, and are neither in the class nor in a key of its portfolios but the first and the last."""
TOM = "2025-2027/garnier-tom"
"""A portfolio of the same host, where others' names are written too."""


def private(key: Key) -> bool:
    """True if a key holds words, and no page that the public reads shows them."""
    return key.kind in _TEXTS and Where.PAGE not in key.shown and Where.TEAM in key.shown and key.name not in _NONE


def word(*route: str) -> str:
    """Make a word that nobody writes, always the same for a place."""
    number = sum(ord(sign) * 31**place for place, sign in enumerate("/".join(route)))
    letters = [ascii_lowercase[number // 26**power % 26] for power in range(6)]
    return f"Zyx{''.join(letters)}q"


def planted() -> Iterator[tuple[str, str]]:
    """Yield each private place with its word."""
    for name, table in TABLES.items():
        yield from ((f"{name}/{key.name}", word(name, key.name)) for key in table if private(key))
    yield from ((path, word(path)) for path in HIDDEN)
    yield from ((place, word(place)) for place in ("host", "host of a file", "file of a host", *OTHERS))


def _name(*route: str) -> str:
    return f"Nolwenn {word(*route)}"


def _row(name: str, **more: object) -> dict[str, object]:
    """Fill the private keys of a table."""
    said = {
        key.name: f"Nolwenn {word(name, key.name)}"
        if key.name in PEOPLE
        else f"Une phrase {word(name, key.name)} à part"
        for key in TABLES[name]
        if private(key)
    }
    return said | more


def _page(values: Mapping[str, object], body: str = "Un texte.") -> str:
    return f"---\n{json.dumps(values, ensure_ascii=False)}\n---\n{body}\n"


def _named(people: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pages and files that have people's names, as they are named by hand and by a camera."""
    for name in people:
        slug, run = name.lower().replace(" ", "-"), name.replace(" ", "")
        values = {"titre": "M", "contexte": "formation", "vient de": f"vu-{slug}"}
        site = f"https://a.example/{name.replace(' ', '%20')}"
        links = f"[a](../fichiers/{slug}.txt) [b](../fichiers/Photo{run}.txt) [c]({site}) {site}"
        yield f"realisations/merci-{slug}.md", _page(values, f"{links} {run}")
        yield from ((f"fichiers/{file}.txt", "x") for file in (slug, f"Photo{run}"))


def plant(root: Path) -> Path:
    """Write the school; each kind of page thanks everybody whom it may not name."""
    people = [
        f"Nolwenn {word(name, key.name)}"
        for name, table in TABLES.items()
        for key in table
        if private(key) and key.name in PEOPLE
    ]
    people += map(_name, OTHERS)
    thanks = "\n\n".join(f"Merci à {one}, et à Mme {one.partition(' ')[2]}." for one in people)
    thanks += f"\n\nChez {word('host of a file')}, https://www.{word('host of a file')}.fr, « srv.{word('host')}.fr »."
    days = {"du": "01/06/2026", "au": "26/06/2026"}
    team = {"équipe": [_row("TEACHER", rôle="professeur")]}
    stage = _row(
        "INTERNSHIP", **days, organisation={"nom": f"Atelier {word('host')}", "nom public": "Un atelier"},
        tuteur=_row("TUTOR"), attestation=_row("CERTIFICATE", **{"délivrée le": "26/06/2026", "semaines": 4}),
        absences=[_row("OFF", du="02/06/2026", au="02/06/2026")],
        suivi=[_row("FOLLOW_UP", le="03/06/2026", mode="visite")],
    )  # fmt: skip
    judged = {"réalisation": "a", "compétence": "B1.1", "avis": "retenue"}
    verdicts = [
        _row("VERDICT", **judged, par=_name("TUTOR", "nom"), rôle="tuteur", le="27/06/2026", moyen="visite"),
        _row("VERDICT", **judged, par=_name(OTHERS[-1]), rôle="tuteur", le="27/06/2026", moyen="visite"),
        _row("VERDICT", **judged, par=_name("TEACHER", "nom"), rôle="professeur", le="28/06/2026"),
    ]  # fmt: skip
    work = _row("REALISATION", titre="GLPI", période="01/06/2026 au 26/06/2026", contexte="formation", stage="mairie")
    every = {"visibilité": "équipe", "semaine": 2, "date": "01/06/2026", "source": "S", "contexte": "formation", **days}
    hidden = {
        path: _page({"titre": f"T {word(path)}", "activités": f"Fait {word(path)}", **every}, f"Texte {word(path)}.")
        for path in HIDDEN
    }
    shown = {
        "realisations/a.md": _page(work | {"compétences": {"B1.1": "Inventaire"}}, thanks),
        "stages/mairie/index.md": _page(stage, thanks),
        "stages/mairie/semaine-01.md": _page({"semaine": 1, **days, "visibilité": "publique"}, thanks),
        "stages/mairie/bilan.md": _page(_row("REVIEW", le="26/06/2026", visibilité="publique"), thanks),
        "veille/v.md": _page({"titre": "V", "date": "01/06/2026", "source": "S"}, thanks),
        "contact.md": _page({"titre": "Moi"}, thanks),
        "fichiers/notes.txt": thanks,
        "joints.md": _page({"titre": "Joints"}, "[notes](fichiers/notes.txt)"),
        "index.md": HOME + thanks,
        **dict(_named(people)),
    }  # fmt: skip
    shared = word("file of a host").lower()
    mate = dict(_named(people)) | {
        "index.md": HOME.replace("Moreau", "Garnier").replace("Léa", "Tom"),
        "stages/ici/index.md": _page({"organisation": stage["organisation"], **days}),
        "realisations/a.md": _page(
            {"titre": "A", "contexte": "formation", "organisation": shared, "épreuves": "bloc 2", **days}, thanks
        ),
    }
    lead = COHORT.partition("équipe:")[0] + COHORT.partition("professeur}]\n")[2]
    return write(root, {
        "2025-2027/promotion.yml": lead + f"équipe: {json.dumps(team['équipe'], ensure_ascii=False)}\n",
        "2025-2027/evaluations/moreau-lea.yml": json.dumps(verdicts, ensure_ascii=False),
        f"2025-2027/{word('classmate').lower()}-nolwenn/index.md":
            f"---\nnom: {word('classmate')}\nprénom: Nolwenn\nvisibilité: équipe\n---\nBonjour.\n",
        f"2024-2026/{word('elsewhere').lower()}-nolwenn/index.md":
            f"---\nnom: {word('elsewhere')}\nprénom: Nolwenn\nvisibilité: équipe\n---\nBonjour.\n",
        "2024-2026/promotion.yml": lead + f"équipe: [{{nom: {_name('teacher elsewhere')}, rôle: professeur}}]\n",
        f"2022-2024/{word('published no more').lower()}-nolwenn/index.md":
            f"---\nnom: {word('published no more')}\nprénom: Nolwenn\n---\nBonjour.\n",
        "2022-2024/promotion.yml": lead + "publier jusqu'au: 31/12/2024\n",
        f"organisations/{shared}.md": _page(
            {"nom": f"SARL {word('host of a file')} Informatique", "nom public": "Une ESN"},
            f"![Vue]({word('host of a file')}.png) ![Autre](Vue{_name('TEACHER', 'nom').replace(' ', '')}.png)",
        ),
        f"organisations/{word('host of a file')}.png": PNG,
        f"organisations/Vue{_name('TEACHER', 'nom').replace(' ', '')}.png": PNG,
        **{f"{LEA}/{path}": text for path, text in (shown | hidden).items()},
        **{f"{TOM}/{path}": text for path, text in mate.items()},
    })  # fmt: skip
