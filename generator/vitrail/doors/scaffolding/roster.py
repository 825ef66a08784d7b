"""Parse a class list exported by school software: the people, the ignored columns, the lines that cannot be read.

Headers, separators and encodings differ between programs: a list is parsed from the titles of its header line, wherever
that line is, and columns that no portfolio needs (births, addresses, numbers) are reported and dropped. Compared with
the existing portfolios, it tells who is new and in which folder, who has one already, and who left.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from vitrail.content.extracts.sheets import tabled
from vitrail.content.model.framework import Framework
from vitrail.content.model.student import Student
from vitrail.content.values.folding import fold, free
from vitrail.doors.scaffolding.files import slug, student
from vitrail.ground.regex import regex

UNDECIDED = "à choisir"

_HEADER_WITHIN = 20
"""Lines in which the header is sought, after a title, a date, the name of the school."""
_TITLES = {
    "last": (
        *("nom d'usage", "nom usuel", "nom", "nom de famille", "nom eleve", "nom de l'eleve", "nom etudiant"),
        *("nom de naissance", "lastname", "last name", "surname"),
    ),
    "first": (
        *("prenom usuel", "prenom d'usage", "prenom", "prenom 1", "prenom1", "premier prenom", "prenoms"),
        *("prenom eleve", "prenom de l'eleve", "firstname", "first name"),
    ),
    "both": (
        *("eleve", "eleves", "etudiant", "etudiants", "apprenant", "apprenti", "nom prenom", "nom et prenom"),
        *("nom complet", "candidat", "candidats", "candidate", "prenom nom", "prenom et nom", "nom/prenom"),
        *("identifier", "roster_identifier", "full name", "name"),
    ),
    "number": (
        *("numero candidat", "numero de candidat", "n° candidat", "n° de candidat", "no candidat", "numero"),
        *("candidat", "matricule", "numero d'inscription", "n° inscription", "n° d'inscription"),
    ),
}
"""Kind of column → its folded titles, the surest first; one without a name on a line leaves it to the next."""
_FIRST_BEFORE = regex(r"prenom.*|(?:full )?name")
"""Titles of whole names that begin with the first one."""
_OPTIONS = regex(r"(?:option|specialite|parcours)s?(?: ?(?:\d|choisie))?")
"""Titles of the columns that hold an option; one program writes three of them and fills the second."""
_HINTS = regex(r"(?:code |libelle )?(?:mef|mefstat|classe|division|formation|groupe)s?(?: ?\d)?")
"""Titles of columns that may hold the option among other words, used when no other column has it."""
_FOOTER = regex(
    r"(?:effectif|total|nombre)(?: (?:total|general|inscrits|(?:d'|des? )?(?:eleve|etudiant|apprenant)s?))* ?:? ?\d*"
)
"""First cell of a line of totals, which names nobody."""


class Person(Struct, frozen=True, kw_only=True):
    """A line of the list."""

    last: str
    first: str
    option: str
    """As written; empty when the list has none."""
    hint: str = ""
    """Cells that may hold the option among other words: « 2TSSIO SISR »."""
    line: int
    number: str = ""
    """The candidate's number, if numbers are read."""


class Roster(Struct, frozen=True, kw_only=True):
    """A parsed list; ``header`` is the number of its header line, 0 if no line names a column of names."""

    people: tuple[Person, ...] = ()
    unread: tuple[int, ...] = ()
    """Numbers of the lines that are not blank but have no whole name."""
    repeated: tuple[int, ...] = ()
    """Numbers of the lines that are equal to an earlier one."""
    ignored: tuple[str, ...] = ()
    """Titles of the columns that are not used."""
    header: int = 0


def read_roster(raw: bytes, *, numbers: bool = False) -> Roster | None:
    """Parse a list, with the candidates' numbers if ``numbers``; None if the bytes are neither text nor a workbook."""
    if (text := tabled(raw)) is None:
        return None
    lines = text.splitlines()
    for number, line in enumerate(lines[:_HEADER_WITHIN]):
        for separator in ";,\t":
            titles = next(csv.reader([line], delimiter=separator), [])
            if columns := _columns([_bare(title) for title in titles], numbers=numbers):
                return _read(csv.reader(lines[number:], delimiter=separator), titles, columns, number)
    return Roster()


def _bare(title: str) -> str:
    """Fold a title: « Prénom(s) » is « Prénoms », « Élève(s) » its plural."""
    return fold(re.sub(r"\((s|es|e)\)", r"\1", title.strip()))


def _columns(titles: Sequence[str], *, numbers: bool) -> dict[str, tuple[int, ...]]:
    """Return the indexes of each kind of column: « last » and « first », or « both »; empty without names."""
    columns = {
        kind: tuple(titles.index(title) for title in known if title in titles)
        for kind, known in _TITLES.items()
        if numbers or kind != "number"
    }
    names = ("last", "first") if columns["last"] and columns["first"] else ("both",)
    surest = {columns[kind][:1] for kind in names}  # « Candidat » alone names people
    columns["number"] = tuple(place for place in columns.get("number", ()) if (place,) not in surest)[:1]
    return {kind: columns[kind] for kind in (*names, "number")} if all(columns[kind] for kind in names) else {}


def _read(rows: Iterator[list[str]], titles: list[str], columns: dict[str, tuple[int, ...]], above: int) -> Roster:
    people: list[Person] = []
    unread: list[int] = []
    repeated: list[int] = []
    seen: set[tuple[str, ...]] = set()
    next(iter(rows))
    bare = [_bare(title) for title in titles]
    options, hints = ([n for n, title in enumerate(bare) if kind.fullmatch(title)] for kind in (_OPTIONS, _HINTS))
    for line, row in enumerate(rows, above + 2):
        cells = [" ".join(cell.split()) for cell in (*row, *[""] * (len(titles) - len(row)))]
        if not any(cells) or _is_footer(cells):
            continue
        last, first = _names(cells, columns, bare)
        if not last or not first:
            unread.append(line)
        elif tuple(cells) in seen:
            repeated.append(line)
        else:
            seen.add(tuple(cells))
            option, hint, number = (", ".join(_cells(cells, places)) for places in (options, hints, columns["number"]))
            people.append(Person(last=last, first=first, option=option, hint=hint, line=line, number=number))
    used = {*chain(*columns.values()), *options, *hints}
    ignored = tuple(title.strip() for place, title in enumerate(titles) if place not in used and title.strip())
    return Roster(
        people=tuple(people), unread=tuple(unread), repeated=tuple(repeated), ignored=ignored, header=above + 1
    )


def _is_footer(cells: Sequence[str]) -> bool:
    """True for « Effectif : 2 », in one cell or in two."""
    first, *others = filter(None, cells)
    return bool(_FOOTER.fullmatch(fold(first))) and all(cell.isdigit() for cell in others)


def _cells(cells: Sequence[str], places: Iterable[int]) -> list[str]:
    """Return what these columns of a row hold, without the empty cells."""
    return [cells[place] for place in places if cells[place]]


def _names(cells: Sequence[str], columns: Mapping[str, tuple[int, ...]], titles: Sequence[str]) -> tuple[str, str]:
    """Return the last and the first name of a row, in normal case."""
    if "last" in columns:
        last, first = ((_cells(cells, columns[kind]) or [""])[0] for kind in ("last", "first"))
        return _cased(last), _cased(re.split(r"[,;]", first)[0].strip())
    named = (_parted(cells[n], first_before=bool(_FIRST_BEFORE.fullmatch(titles[n]))) for n in columns["both"])
    return next(filter(all, named), ("", ""))


def _parted(name: str, *, first_before: bool) -> tuple[str, str]:
    """Part a whole name in the last and the first one; a single word has no first name."""
    words = name.replace(",", " ").split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):  # « MOREAU Léa », « Léa MOREAU », « DE LA TOUR Jean »
        return _cased(" ".join(capitals)), " ".join(word for word in words if word not in capitals)
    last, first = (words[-1:], words[:-1]) if first_before else (words[:1], words[1:])
    return _cased(" ".join(last)), _cased(" ".join(first))


def _cased(name: str) -> str:
    """Capitalise a name: « LE GOFF » → « Le Goff », « D'ARTAGNAN » → « D'Artagnan »; keep one with small letters."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name) if name.isupper() else name


class Joined(Struct, frozen=True, kw_only=True):
    """The changes that a list makes to a class."""

    made: Mapping[str, str]
    """The files to write: path from the portfolios' root → text."""
    there: int
    """How many people of the list have a portfolio already."""
    gone: tuple[str, ...]
    """Folders of the students who are not in the list any more."""
    homonyms: Mapping[str, Person]
    """New folder with a number, because the name was taken → person."""
    other_options: Mapping[str, tuple[str, str]]
    """Folder of a present student whose option differs from the list's → their option, and that of the list."""
    unknown_options: Mapping[str, str]
    """Folder → an option of the list that the référentiel does not have."""


def join(cohort: str, people: Iterable[Person], present: Iterable[Student], framework: Framework | None) -> Joined:
    """Compare a list with the portfolios of a class, by names and not by folders, which may have been renamed."""
    students = tuple(present)
    waiting = Counter(known(enrolled.last_name, enrolled.first_name) for enrolled in students)
    alone = {known(enrolled.last_name, enrolled.first_name): enrolled for enrolled in students}
    several = {name for name, times in waiting.items() if times > 1}
    other: dict[str, tuple[str, str]] = {}
    taken = {enrolled.slug for enrolled in students}
    made: dict[str, str] = {}
    homonyms: dict[str, Person] = {}
    unknown: dict[str, str] = {}
    there = 0
    for person in people:
        name = known(person.last, person.first)
        if waiting[name]:
            waiting[name] -= 1
            there += 1
            option, enrolled = _said(person, framework), alone[name]
            if option and option != enrolled.option and name not in several:
                other[enrolled.slug] = (enrolled.option or UNDECIDED, option)
            continue
        plain = slug(f"{person.last} {person.first}")
        folder = free(plain, taken)
        taken.add(folder)
        if folder != plain:
            homonyms[folder] = person
        option = _said(person, framework)
        if person.option and not option and fold(undecided(framework)) not in {"", fold(person.option)}:
            unknown[folder] = person.option
        made |= student(f"{cohort}/{folder}", person.last, person.first, option or undecided(framework))
    gone = []
    for enrolled in reversed(students):
        name = known(enrolled.last_name, enrolled.first_name)
        if waiting[name]:
            waiting[name] -= 1
            gone.append(enrolled.slug)
    return Joined(
        made=made,
        there=there,
        gone=tuple(reversed(gone)),
        homonyms=homonyms,
        other_options=other,
        unknown_options=unknown,
    )


def _said(person: Person, framework: Framework | None) -> str | None:
    """Return the option of a line of the list, from its own column, else from the words of another."""
    return option_in(person.option, framework) or option_in(person.hint, framework)


def undecided(framework: Framework | None) -> str:
    """Return the option to write while none is chosen; empty if the référentiel has no options."""
    return UNDECIDED if framework is None or framework.options else ""


def known(last: str, first: str) -> str:
    """Normalise a name, of any alphabet, for comparisons: no accents, capitals or hyphens, which programs vary."""
    return re.sub(r"[\W_]+", " ", fold(f"{last} {first}")).strip()


def option_in(said: str, framework: Framework | None) -> str | None:
    """Return the only option that a cell names, among other words (« BTS SIO2 SLAM »), by id, letter or words.

    Its words are its title, and those of competencies of this option alone (« Administration des systèmes… »).
    """
    if framework is None or not said.strip():
        return None
    folded = fold(said)
    words = set(re.split(r"[^a-z0-9]+", folded))
    ids = {option.id for option in framework.options if fold(option.id) in words} or {
        option.id for option in framework.options if option.letter and f"option {fold(option.letter)}" in folded
    }
    titles = [(option.title, (option.id,)) for option in framework.options]
    titles += [(item.title, item.options) for item in framework.competencies if len(item.options) == 1]
    ids = ids or {only for title, options in titles for only in options if fold(title) in folded}
    return ids.pop() if len(ids) == 1 else None
