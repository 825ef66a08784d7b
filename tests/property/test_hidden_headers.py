"""No slip in a header, on any line, makes a file readable by more people than its sound form, nor gives away a name."""

import pytest

from tests.deep import deep_example
from vitrail.content.model.audience import Visibility
from vitrail.content.model.realisation import ProductionState, Status
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.source import Source
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.disk.tree import File
from vitrail.content.reading.files import read_file
from vitrail.content.reading.shared import _Gathered, _read, _salvage
from vitrail.content.reading.text.documents import read_document
from vitrail.doors.editing.unsaved import HeldText
from vitrail.knowledge.privacy.declared import declared

PAGES = {
    FileRole.REALISATION: (
        "titre: Parc\npériode: 01/06/2026 au 26/06/2026\n{key}\ncompétences:\n  B1.1: Une.\ntechnologies: [GLPI]\n",
        "{key}\ntitre: Parc\nrésumé: |\n  Deux lignes.\n  Encore.\nfiche:\n  lieu: Valmont\n",
    ),
    FileRole.HOME: (
        "nom: Moreau\nprénom: Léa\n{key}\nliens:\n  - titre: Forge\n    lien: https://x.example\n",
        '{key}\nnom: Moreau\nprénom: "Léa"\n',
        "nom: Moreau\naccroche: Une phrase\n{key}\n",
    ),
    FileRole.PAGE: ("titre: Parcours\n{key}\nordre: 2\n", "{key}\n"),
    FileRole.WATCH: ("titre: NIS 2\ndate: 12/01/2026\nsource: ANSSI\nanalyse: Une phrase\n{key}\n",),
    FileRole.INTERNSHIP: (
        "organisation: mairie\ndu: 01/06/2026\n{key}\ntuteur:\n  nom: M. Petit\nmissions:\n  - Une.\n",
    ),
    FileRole.REPORT: ("semaine: 1\nactivités:\n  - Une.\n{key}\n",),
    FileRole.REVIEW: ("le: 25/06/2026\navec: [M. Petit]\n{key}\nacquis: Une phrase\n",),
}
"""Kind of page → headers in which a key that hides it may stand."""
KEYS = ("visibilité: équipe", "visibilité: jury", "draft: true")
OF_FILE = (KEYS[0], "état: confidentielle", "private: true")
DRAFTS = dict.fromkeys((FileRole.REALISATION, FileRole.PAGE), ("statut: brouillon",))
PRODUCTIONS = (
    "titre: Parc\nproductions:\n  - titre: Plan\n    fichier: plan.pdf\n    {key}\n    prouve: [B1.1]\nrésumé: Un\n",
    "titre: Parc\nproductions:\n  - {{titre: Plan, fichier: plan.pdf, {key}}}\nrésumé: Un\n",
)
"""Headers that show a file to fewer people than the page."""
OF_TEAM = {
    "etablissement.yml": (
        FileRole.SCHOOL,
        "nom: Lycée\n{key}\nvacances:\n  - {{nom: Pont, du: 14/05/2026, au: 17/05/2026}}\n",
        ("visibilité par défaut: équipe", "visibilité: jury"),
    ),
    "promotion.yml": (
        FileRole.COHORT,
        "référentiel: fr.bts-sio.2019\nsession: 2027\n{key}\néquipe: [{{nom: M. Durand, rôle: professeur}}]\n",
        ("publier jusqu'au: 31/12/2020",),
    ),
    "organisations/mairie.md": (
        FileRole.ORGANISATION,
        "nom: Mairie de Valmont\n{key}\nville: Valmont\n",
        ("nom public: Une mairie de Bretagne",),
    ),
}
"""File of the team → its role, its keys, and those that keep something from the public."""
TUTORS = ("tuteur: M. Yann Petit", "tuteur: {nom: Yann Petit, fonction: DSI}")
BODY = "\nUn texte : avec deux-points.\n"
SIGNS = (
    '"',
    "'",
    "[",
    "{",
    "}",
    "*",
    "**",
    "- ",
    "> ",
    "|",
    "&",
    "!",
    "@",
    "? ",
    ": ",
    "`",
    "• ",
    "1. ",
    "\t",
    "\u00a0",
)
"""What a hand, a word processor or another habit puts where it does not belong."""
COLONS = (" ", ":", " :", "=", " = ", ";", " - ", "：", ":\n")
"""What may stand instead of the colon and its space."""
LINES = ("---", "...", "--- x", "", "- ", "```", "résumé: |", 'a: "', "a: [", "a: {")
"""Lines that come in by mistake."""
DASHES = ("--", "----", " ---", "———", "***", "---:", "- - -", "+++")


def slips(front, key):
    """Yield a header with one slip, for each kind of slip and each line; no slip takes the key itself away."""
    lines = ["---", *front.rstrip("\n").split("\n"), "---"]
    for row, line in enumerate(lines):
        before, after = lines[:row], lines[row + 1 :]
        yield from ([*before, *one, *after] for one in _of_line(line, key))
        if after:
            yield from ([*before, joined.join((line, after[0])), *after[1:]] for joined in ("", " "))
            yield [*before, after[0], line, *after[1:]]


def _of_line(line, key):
    """Yield what may come in the place of a line."""
    bare = line.lstrip(" ")
    margin = line[: len(line) - len(bare)]
    yield from ([f" {line}"], [f"\t{line}"], [line, line], *([one, line] for one in LINES))
    yield from ([line[:at] + line[at + 1 :]] for at, sign in enumerate(line) if sign in "\"'[]{}" or at < len(margin))
    for sign in SIGNS:
        yield from ([margin + sign + bare], [line + sign] if sign != "1. " else [line])
    if ": " in bare:
        name, _, value = bare.partition(": ")
        yield from ([f"{margin}{name}{colon}{value}"] for colon in COLONS)
        for sign in SIGNS:
            around = sign.strip("1. \t")
            yield from ([f"{margin}{name}: {sign}{value}"], [f"{margin}{sign}{name}{around}: {value}"])
    if line == "---":
        yield from ([one] for one in DASHES)
    if key not in line:
        yield []
    elif key.startswith(("visibilité:", "statut:")):
        yield from ([line.replace(key, slip)] for slip in _letters(key))


def _letters(key):
    """Yield the key with a letter less, twice, wrong, or exchanged with the next, in its name and in its value."""
    for at in (at for at, sign in enumerate(key) if sign.isalpha()):
        yield from (key[:at] + other + key[at + 1 :] for other in ("", key[at] * 2, "x"))
        if key[at + 1 : at + 2].isalpha():
            yield key[:at] + key[at + 1] + key[at] + key[at + 2 :]


def placed(role, path="c/s/a.md"):
    """Give a file at its place."""
    file = File(path=path, disk=path)
    return SourceFile(file=file, role=role, cohort="c", student="s", slug="a", internship="m", address="c/s/a/")


def readers(role, text):
    """Give who may read a page, and the file that it shows: 0 everybody, 1 the jury, 2 the team or nobody."""
    read = read_file(placed(role), HeldText(text.encode()))
    drafts = read.drafts
    if role is FileRole.HOME:
        return int(drafts.home.visibility), 2
    if read.document.rejected:
        return 2, 2
    every = (*drafts.realisations, *drafts.internships, *(report for _, report in drafts.reports))
    (page,) = (*(draft.record for draft in every), *drafts.pages, *drafts.watch)
    limit = Visibility.TEAM if getattr(page, "status", None) is Status.DRAFT else page.visibility
    files = [
        Visibility.TEAM if one.state is ProductionState.CONFIDENTIAL else max(limit, one.visibility)
        for one in getattr(page, "productions", ())
        if "plan.pdf" in str(one)
    ]
    return int(limit), int(min(files, default=Visibility.TEAM))


def hidden():
    """Give each kind of page with each header and each key that hides it."""
    for role, fronts in (*PAGES.items(), (FileRole.REALISATION, PRODUCTIONS)):
        for key in OF_FILE if fronts is PRODUCTIONS else (*KEYS, *DRAFTS.get(role, ())):
            given = deep_example if key != KEYS[0] else pytest.param
            yield from (given(role, front.format(key=key), key) for front in fronts)


@pytest.mark.parametrize(("role", "front", "key"), [*hidden()])
def test_no_slip_in_a_header_opens_a_page_or_a_file_that_it_shows(role, front, key):
    """What hides it is looked for in all that stands between the dashes, and what cannot be decided is hidden."""
    sound = readers(role, f"---\n{front}---\n{BODY}")
    assert min(sound) > 0 or role is FileRole.REALISATION
    for lines in slips(front, key):
        text = "\n".join([*lines, BODY])
        assert all(now >= before for now, before in zip(readers(role, text), sound, strict=True)), text


def kept(role, path, text):
    """Give what a file of the team keeps from the public: pages by default, a class from which day, which names."""
    source, known = placed(role, path), _Gathered(school=School(), faults=[])
    document = read_document(HeldText(text.encode()), source)
    (_salvage if document.rejected else _read)(known, source, document)
    until = known.cohorts["c"].publish_until if known.cohorts else None
    school = School(organisations=tuple(known.organisations))
    return known.school.default_visibility, until, [name.value for name in declared(school, school)]


@pytest.mark.parametrize("path", OF_TEAM)
def test_no_slip_in_a_file_of_the_team_opens_what_it_closes(path):
    """The pages of a school, a class whose time is over, the name of a host: these files are read as others are."""
    role, front, keys = OF_TEAM[path]
    ends = ("", BODY) if path.endswith(".md") else ("---", "---")
    for key in keys:
        whole = front.format(key=key)
        sound = whole if ends[0] else f"---\n{whole}---\n{BODY}"
        limit, until, names = kept(role, path, sound)
        for lines in slips(whole, key):
            if ends[0] and (lines[0], lines[-1]) != ends:
                continue
            text = "\n".join(lines[1:-1] if ends[0] else [*lines, BODY])
            now, end, known = kept(role, path, text)
            assert now >= limit, text
            assert until is None or (end is not None and end <= until), text
            assert known == names or "\nnom: Mairie de Valmont\n" not in text, text


@pytest.mark.parametrize("key", TUTORS)
def test_a_tutor_whom_a_slip_drops_from_a_header_stays_private(key):
    """The name is in other texts too, where it is replaced because the stage declares it.

    A name that is joined to the line above, or to the word below, is not looked for.
    """
    front = f"organisation: mairie\ndu: 01/06/2026\nau: 26/06/2026\n{key}\nmissions:\n  - Une mission.\n"
    for lines in (lines for lines in slips(front, key) if len(lines) >= front.count("\n") + 2):
        text = "\n".join([*lines, BODY])
        (stage,) = read_file(placed(FileRole.INTERNSHIP), HeldText(text.encode())).drafts.internships
        home = Source(path="c/s/index.md")
        student = Student(slug="s", last_name="Moreau", first_name="L", internships=(stage.record,), source=home)
        school = School(cohorts=(Cohort(slug="c", name="c", students=(student,)),))
        assert any("Petit" in name.value for name in declared(school, school)), text
