"""The values of a school that an audience may not read (docs/guide-equipe.md, « Ce que chacun voit »), and who says so.

What a student's folder declares is worth what that student's word is worth: it hides their own pages, and those that
are about the same host or stage, never a classmate's at large. What the team declares holds everywhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from msgspec import Struct

from generator import language
from generator.diagnostics import Place
from generator.model.audience import Audience
from generator.model.internships.internship import Internship
from generator.model.internships.organisation import Organisation
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.model.verdict import Role, Verdict
from generator.privacy.matcher import Phrase, words
from generator.privacy.secrets import CIVILITIES, PARTICLES, SHORTEST, Secrets, is_one_of, keys, secrets_among, turned
from generator.privacy.shown import strings
from generator.reading.disk.names import safe_path
from generator.values.folding import fold
from generator.values.lengths import clip

_CATALOGUES = Path(language.__file__).parent
_QUOTED = re.compile(r'"(.+)"')
_PERSON = re.compile(r"\b(M\.|Mme|Mlle|Mr|Mrs|Ms)[ \u00a0]")
_BETWEEN = re.compile(r"[,;:/()&|+\[\]«»\n]|\s[-–—]+\s|\b(?:et|ou|puis|avec)\b", re.IGNORECASE)
"""Between two names of a text, and between a name and what its bearer does."""
_WORD = re.compile(r"[^\s'’]+")
_NAMED = re.compile(r"W|c(?:P*R|p*w)")
"""What holds a name, by the kinds of its words (``_kind``): a capital, or who is called by a civility, « M. Maire »."""
_PLAIN, _PLAINS = re.compile(r"w[wp]*"), re.compile(r"ww+")
_RUN = re.compile(r"(?:^[cpP]*|(?<=[rR])[cP]*)W(?:[pP]*W)+")
"""A name among other words, at the start or after a role: « la direction de Lambert Frères » names a firm."""
_ROLES = frozenset(
    fold(
        "mon ma notre un une tuteur tutrice maître maîtresse stage apprentissage professeur professeure"
        " enseignant enseignante formateur formatrice référent référente responsable directeur directrice direction"
        " chef cheffe gérant gérante maire mairie employeur employeuse entreprise équipe service secrétariat général"
        " générale ressources humaines informatique technique DSI DRH RH SI RSSI PDG chargé chargée administrateur"
        " administratrice développeur développeuse ingénieur ingénieure technicien technicienne assistant assistante"
        " adjoint adjointe système systèmes réseau réseaux support projet projets senior junior"
    ).split()
)
"""Words, folded, that say who somebody is to the student, or which service, rather than a name: « mon tuteur »."""
_SENTENCE = 20
"""Characters from which a comment is its author's own words rather than an « ok »."""


class Declared(Struct, frozen=True, kw_only=True):
    """A value that an audience may not read, where it is declared."""

    value: str
    """As it is written."""
    place: Place
    folder: str = ""
    """The student's folder that declares it, with its final slash; empty when the team does."""
    person: bool = False
    """Whether it is somebody's name."""
    item: str = ""
    """Path of the stage that declares it: what is left out when the value cannot be kept off the site otherwise."""
    about: frozenset[Phrase] = frozenset()
    """Other names of the same host or stage: a page that says one is about it."""

    @property
    def shown(self) -> str:
        """The value on a line of a terminal."""
        return clip(self.value, 80)


class Declarations(Struct, frozen=True, kw_only=True):
    """Everything that an audience may not read: what to search for, and who declares each value."""

    secrets: Secrets = Secrets()
    by: Mapping[str, tuple[Declared, ...]] = {}
    """Value, as ``secrets_among`` names it → who declares it."""

    def of_team(self, value: str) -> Declared | None:
        """Who of the team declares a value."""
        return next((one for one in self.by[value] if not one.folder), None)

    def of_folder(self, value: str, path: str) -> Declared | None:
        """What declares a value in the portfolio where a file or an address lies."""
        return next((one for one in self.by[value] if one.folder and path.startswith(one.folder)), None)


class Excused(Struct, frozen=True, kw_only=True):
    """The values that a page of the site may hold although somebody declares them; the team was told of each."""

    everywhere: frozenset[str] = frozenset()
    """Words that others say."""
    outside: Mapping[str, tuple[str, ...]] = {}
    """Value that stays in pages of others → root of the portfolios that declare it, which may not hold it."""

    def allows(self, url: str, value: str) -> bool:
        """True if a file of the site may hold a value."""
        return value in self.everywhere or (value in self.outside and not url.startswith(self.outside[value]))


def excused(declarations: Declarations, told: Iterable[str], common: frozenset[str]) -> Excused:
    """Excuse the values that stay in pages of others, and those that are no secret."""
    roots = {value: tuple(safe_path(one.folder) for one in declarations.by[value]) for value in sorted(set(told))}
    return Excused(everywhere=common, outside=roots)


@cache
def our_sentences() -> tuple[str, ...]:
    """Every sentence of the catalogues, in French and in English, without a parser; examples of names are left out."""
    found = (path.read_text("utf-8").replace('"\n"', "") for path in sorted(_CATALOGUES.rglob("*.po")))
    return tuple(text for catalogue in found for text in _QUOTED.findall(catalogue) if not _PERSON.search(text))


def declarations_for(
    school: School, seen: School, audience: Audience, ours: Callable[[], Iterable[str]] = tuple
) -> Declarations:
    """Gather what is in the school and not in what the audience sees of it; nothing for the team.

    ``ours`` is what every site holds (``chrome.words``), asked for only when there is something to search for.
    """
    found = tuple(_declared(school, audience)) if audience is not Audience.TEAM else ()
    if not found:
        return Declarations()
    wanted = secrets_among(
        (one.value for one in found if not one.person),
        chain(_allowed(seen), ours()),
        (one.value for one in found if one.person),
    )
    by: dict[str, tuple[Declared, ...]] = {}
    for one in found:
        for key in keys(one.value, person=one.person):
            by[key] = (*by.get(key, ()), one)
    return Declarations(secrets=wanted, by=by)


def _declared(school: School, audience: Audience) -> Iterator[Declared]:
    """Names of hidden students, of tutors and of hosts that have a public name; the team's own words."""
    for host in school.organisations:
        if host.public_name:
            yield Declared(value=host.name, place=host.source.at("nom"))
    for cohort, student in school.everyone:
        if not school.shown_to(audience, cohort, student):
            yield _hidden(student, cohort)
        for verdict in student.verdicts:
            yield from _of_verdict(verdict)
        teachers = _teachers(student, cohort)
        for internship in student.internships:
            yield from _of_internship(internship, folder_in(cohort, internship.source.path), teachers)


def _teachers(student: Student, cohort: Cohort) -> frozenset[str]:
    """Those who teach, as the class's team, its verdicts and the stages of a student say: nothing hides their names."""
    said = (verdict.collected_by if verdict.role is Role.TUTOR else verdict.by for verdict in student.verdicts)
    followed = (
        name for stage in student.internships for name in (stage.supervisor, *(visit.by for visit in stage.follow_ups))
    )
    return frozenset(filter(None, (*(teacher.name for teacher in cohort.team), *said, *followed)))


def _of_verdict(verdict: Verdict) -> Iterator[Declared]:
    """The comment, and the name of a tutor who speaks: the team's files say both."""
    said = (text for text in verdict.paragraphs if len(text) >= _SENTENCE)
    yield from (Declared(value=text, place=verdict.at("commentaire")) for text in said)
    if verdict.role is Role.TUTOR:
        yield from (Declared(value=name, place=verdict.at("par"), person=True) for name in people_in(verdict.by))


def folder_in(cohort: Cohort, path: str) -> str:
    """Return the portfolio where a file of a class lies, with its final slash; empty when the site is one portfolio."""
    depth = cohort.slug.count("/") + 2 if cohort.slug else 0
    return "".join(f"{part}/" for part in path.split("/")[:depth])


def people_in(text: str) -> Iterator[str]:
    """Yield the names of persons that a text holds: « M. Lefort, responsable informatique et Mme Roy » are two.

    What has no capital is a name when no word of it says a role, and when it has two where something else is there: one
    would hide each page that says it, and so would « gestionnaire de parc ».
    """
    parts = [part for part in map(str.strip, _BETWEEN.split(text)) if part]
    for part in parts:
        every = tuple(_WORD.finditer(part))
        kinds = "".join(_kind(word[0].strip(".")) for word in every)
        if _NAMED.search(kinds) or (_PLAIN if len(parts) == 1 else _PLAINS).fullmatch(kinds):
            runs = (every[run.start() : run.end()] for run in _RUN.finditer(kinds))
            yield from [part[run[0].start() : run[-1].end()] for run in runs] or (part,)


def _kind(word: str) -> str:
    """Say what a word may be in a name, a capital when it has one: a civility, a particle, a role, or another word."""
    folded = fold(word)
    kinds = {"c": CIVILITIES, "p": PARTICLES, "r": _ROLES}
    kind = next((kind for kind, known in kinds.items() if folded in known), "w")
    return kind if word == word.lower() or kind == "c" else kind.upper()


def _hidden(student: Student, cohort: Cohort) -> Declared:
    """The name of a hidden student: the team's word when it is that of their folder, which the team gives."""
    own = tuple(words(student.slug)) not in turned(student.name)
    folder = folder_in(cohort, student.source.path) if own and student.source.path else ""
    return Declared(value=student.name, place=student.source.at("nom"), folder=folder, person=True)


def _of_internship(internship: Internship, folder: str, teachers: frozenset[str]) -> Iterator[Declared]:
    """What a stage declares; a host of the school's own list is the team's, and was named before.

    Who signed and who came to a review may be a teacher, whom nothing hides; a tutor is one whatever their name.
    """
    source = internship.source

    def declared(value: str, place: Place, *, person: bool = False) -> Declared:
        return Declared(
            value=value, place=place, folder=folder, person=person, item=source.path,
            about=frozenset(_names(internship)) - {tuple(words(value))},
        )  # fmt: skip

    named = [(one.name, source.at(*one.route), "tuteur" in one.route) for one in internship.reserved if one.person]
    came = [(name, review.source.at("avec"), False) for review in internship.reviews for name in review.participants]
    for text, place, tutor in (*named, *came):
        for name in people_in(text):
            if tutor or not is_one_of(name, teachers):
                yield declared(name, place, person=True)
    for one in internship.reserved:
        if not one.person:
            yield declared(one.name, source.at(*one.route))
    notes = (visit.note or "" for visit in internship.follow_ups)
    yield from (declared(note, source.at("suivi")) for note in notes if len(note) >= _SENTENCE)


def _names(internship: Internship) -> Iterator[Phrase]:
    """What a stage and its hosts are called, wherever that may be somebody's."""
    phrases = (tuple(words(name)) for name in names_about(internship))
    return (phrase for phrase in phrases if sum(map(len, phrase)) >= SHORTEST)


def names_about(stage: Internship) -> tuple[str, ...]:
    """Every name of a stage and of its hosts."""
    return (stage.slug, *(name for host in stage.organisations for name in names_of(host)))


def names_of(host: Organisation) -> tuple[str, ...]:
    """Every name of a host."""
    return tuple(filter(None, (host.name, host.public_name, host.slug)))


def _allowed(seen: School) -> Iterator[str]:
    """What the audience reads anyway: visible names, the school's, and our own words.

    Without the last, a tutor's name typed « à compléter » would hide every page that says so, and « Tableau de
    synthèse » would stop the site for the whole school. A person is known by both orders of their name and by their
    folder: else a tutor named « Benali Yanis » would hide what Yanis Benali did.
    """
    yield from our_sentences()
    yield from strings(seen.frameworks)
    yield from filter(None, (seen.name, seen.academy, seen.data_contact, seen.legal_notice))
    yield from (host.shown_name for host in seen.organisations)
    for cohort in seen.cohorts:
        yield cohort.name
        for student in cohort.students:
            yield from (student.name, student.slug, *(" ".join(form) for form in turned(student.name)))
            for internship in student.internships:
                yield from (host.shown_name for host in internship.organisations)
