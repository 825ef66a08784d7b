"""The names and values that an audience may not read (docs/qui-voit-quoi.md, « Ce que chacun voit »), by who declares.

A name declared in a student's folder is only as reliable as the student: it is replaced in that portfolio, and in those
of students at the same host. A name declared by the team is replaced everywhere.
"""

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.source import Body, Source
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Role, Verdict
from vitrail.content.values.lengths import clip
from vitrail.content.values.words import Phrase, words
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import mark
from vitrail.ground.memo.files import VERDICTS
from vitrail.knowledge.privacy.forms import common, same_person, turned
from vitrail.knowledge.privacy.latin import latin, spellings
from vitrail.knowledge.privacy.people import people_in

_SENTENCE = 20
"""Characters, at least, of a comment that is hidden as its author's own words; a shorter one is an « ok »."""


class StandIn(Enum):
    """A role in the school, with words that replace the names of those who have it."""

    TUTOR = "tuteur"
    TEACHER = "enseignant"
    CLASSMATE = "camarade"
    OTHER = "nom"
    REMARK = "remarque"

    def said(self, *, own: bool) -> tuple[str, str]:
        """Return the replacement for a man and for a woman; ``own`` in the portfolio that declares the name."""
        return _MINE if own and self is StandIn.TUTOR else _SAID[self]


_MINE = mark("[mon tuteur]"), mark("[ma tutrice]")
_SAID = {
    StandIn.TUTOR: (mark("[un tuteur]"), mark("[une tutrice]")),
    StandIn.TEACHER: (mark("[un enseignant]"), mark("[une enseignante]")),
    StandIn.CLASSMATE: (mark("[un camarade]"), mark("[une camarade]")),
    StandIn.OTHER: (mark("[nom réservé]"), mark("[nom réservé]")),
    StandIn.REMARK: (mark("[remarque réservée]"), mark("[remarque réservée]")),
}


class Declared(Struct, frozen=True, kw_only=True):
    """A value that an audience may not read, where it is declared."""

    value: str
    """The value as written."""
    place: Place
    standing: StandIn = StandIn.OTHER
    folder: str = ""
    """Folder of the student who declares it, with its final slash; empty when the team does."""
    public: str = ""
    """For a host, the public name that replaces it; a value without one, not a person's name, is a remark."""
    hosts: frozenset[Phrase] = frozenset()
    """Hosts of the stage that declares it, as folded words."""

    @property
    def person(self) -> bool:
        """True if it is a person's name."""
        return not self.public and self.standing is not StandIn.REMARK

    @property
    def of_school(self) -> bool:
        """True if it is declared in the school's own files, other than verdicts."""
        return not self.folder and VERDICTS not in self.place.path.split("/")

    def within(self, folder: str) -> bool:
        """True if it is declared in a portfolio, by its student or the team; always, if the site is one portfolio."""
        return self.folder == folder or self.place.path.startswith(folder.lstrip("/"))

    @property
    def shown(self) -> str:
        """The value, cut to fit a line of a terminal."""
        return clip(self.value, 80)


def declared(school: School, seen: School) -> Iterator[Declared]:
    """Yield the values that those who are not of the team may not read; ``seen`` is the school as they read it.

    A person's name in other letters is a value in each of its Latin spellings too.

    >>> [(name.value, name.standing.name) for name in declared(school(), school())]
    [('Mme Fournier', 'TEACHER')]
    """
    for value in _as_written(school, seen):
        yield value
        if value.person and value.standing is not StandIn.CLASSMATE:
            yield from (replace(value, value=spelling) for spelling in latin(value.value))


def _as_written(school: School, seen: School) -> Iterator[Declared]:
    """Yield the values as they are typed."""
    shown = {(cohort.slug, student.slug) for cohort, student in seen.everyone}
    for host in school.organisations:
        if host.public_name:
            yield Declared(value=host.name, place=host.source.at("nom"), public=host.public_name)
    for cohort in school.cohorts if not school.teachers_named else ():
        yield from team_of(cohort)
    for cohort, student in school.everyone:
        if (cohort.slug, student.slug) not in shown:
            yield from _classmate(student, cohort)
        for verdict in student.verdicts:
            yield from _of_verdict(verdict, named=school.teachers_named)
        yield from of_student(student, cohort, named=school.teachers_named)


def team_of(cohort: Cohort) -> Iterator[Declared]:
    """Yield the names of a class's teachers.

    >>> [name.value for name in team_of(cohort())]
    ['Mme Fournier']
    """
    for index, teacher in enumerate(cohort.team):
        place = cohort.source.at("equipe", index, "nom")
        yield from (Declared(value=name, place=place, standing=StandIn.TEACHER) for name in people_in(teacher.name))


def of_student(student: Student, cohort: Cohort, *, named: bool) -> Iterator[Declared]:
    """Yield the names that a student's stages declare; teachers' too, unless the school shows them (``named``).

    >>> lea = student(internships=(stage(supervisor="M. Roy"),))
    >>> [(name.value, name.standing.name) for name in of_student(lea, cohort(), named=False)]
    [('M. Roy', 'TEACHER')]
    >>> [*of_student(lea, cohort(), named=True)]
    []
    """
    teachers = _teachers_of(student, cohort)
    for stage in student.internships:
        yield from _of_stage(stage, folder_in(cohort, stage.source.path), teachers, named=named)
    yield from _of_texts(student, cohort, teachers)


def _of_texts(student: Student, cohort: Cohort, teachers: frozenset[str]) -> Iterator[Declared]:
    """Yield the tutors whom texts name, but for teachers, hosts, and words that are no name: « Tuteur : écoute »."""
    hosts = {host for stage in student.internships for host in hosts_of(stage)}
    for path, text in dict.fromkeys(said for body in student.bodies for said in body.tutors):
        for name in people_in(text):
            usual = common().intersection(words(name))
            vague = usual and (name.islower() or usual.issuperset(words(name)))
            if not vague and words(name) not in hosts and not any(same_person(name, teacher) for teacher in teachers):
                folder = folder_in(cohort, path)
                yield Declared(value=name, place=Place(path=path), standing=StandIn.TUTOR, folder=folder)


def _teachers_of(student: Student, cohort: Cohort) -> frozenset[str]:
    """Return the names of teachers: the class's team, authors of verdicts, those who follow the student's stages."""
    said = (verdict.collected_by if verdict.role is Role.TUTOR else verdict.by for verdict in student.verdicts)
    followed = (
        name for stage in student.internships for name in (stage.supervisor, *(visit.by for visit in stage.follow_ups))
    )
    return frozenset(filter(None, (*(teacher.name for teacher in cohort.team), *said, *followed)))


def folder_in(cohort: Cohort, path: str) -> str:
    """Return the folder of the portfolio that holds a file, with its final slash; « / » if the site is one portfolio.

    >>> folder_in(cohort(), "c/lea/stages/moulin/index.md")
    'c/lea/'
    """
    depth = cohort.slug.count("/") + 2 if cohort.slug else 0
    return "".join(f"{part}/" for part in path.split("/")[:depth]) or "/"


def _of_verdict(verdict: Verdict, *, named: bool) -> Iterator[Declared]:
    """Yield the comment of a verdict and the names of its authors, as declared by the team."""
    said = (text for text in verdict.paragraphs if len(text) >= _SENTENCE)
    yield from (Declared(value=text, place=verdict.at("commentaire"), standing=StandIn.REMARK) for text in said)
    standing = StandIn.TUTOR if verdict.role is Role.TUTOR else StandIn.TEACHER
    if standing is StandIn.TUTOR or not named:
        yield from (Declared(value=name, place=verdict.at("par"), standing=standing) for name in people_in(verdict.by))
    for name in people_in(verdict.collected_by or "") if not named else ():
        yield Declared(value=name, place=verdict.at("recueillie par"), standing=StandIn.TEACHER)


def vouched(student: Student) -> bool:
    """True if the folder of a student, which the team names, agrees with the name that the student typed.

    >>> vouched(student("moreau-lea")), vouched(student("moreau-lea", last_name="Kerbrat"))
    (True, False)
    >>> vouched(student("chevtchenko-lea", last_name="Шевченко"))
    True
    """
    return words(student.slug) in frozenset(turn for spelling in spellings(student.name) for turn in turned(spelling))


def _classmate(student: Student, cohort: Cohort) -> Iterator[Declared]:
    """Yield the name of a hidden student, as declared by the team if the folder, which the team names, agrees.

    So is a name in other letters, which is no common word as its Latin spellings may be. The folder of such a name, or
    that does not agree, is a name too, unless its words are common ones.
    """
    foreign = not any(map(str.isascii, words(student.name)))
    folder = "" if vouched(student) or not student.source.path else folder_in(cohort, student.source.path)
    name = Declared(value=student.name, place=student.source.at("nom"), folder=folder, standing=StandIn.CLASSMATE)
    yield replace(name, folder="") if foreign else name
    yield from (replace(name, value=spelling) for spelling in latin(student.name))
    if (folder or foreign) and any(word.isalpha() and word not in common() for word in words(student.slug)):
        yield replace(name, value=student.slug.replace("-", " ").title(), folder="")


def _of_stage(stage: Internship, folder: str, teachers: frozenset[str], *, named: bool) -> Iterator[Declared]:
    """Yield the names that a stage declares, but for hosts in the school's own list, which ``declared`` yields."""
    source, hosts = stage.source, frozenset(hosts_of(stage))

    def known(value: str, place: Place, standing: StandIn, public: str = "") -> Declared:
        return Declared(value=value, place=place, standing=standing, folder=folder, public=public, hosts=hosts)

    for text, place, standing in _people(stage, named=named):
        for name in people_in(text):
            if standing is not StandIn.OTHER or not any(same_person(name, teacher) for teacher in teachers):
                yield known(name, place, standing)
    for reserved in stage.reserved:
        if not reserved.person:
            yield known(reserved.name, source.at(*reserved.route), StandIn.OTHER, reserved.public)
    notes = (visit.note or "" for visit in stage.follow_ups)
    yield from (known(note, source.at("suivi"), StandIn.REMARK) for note in notes if len(note) >= _SENTENCE)


def _people(stage: Internship, *, named: bool) -> Iterator[tuple[str, Place, StandIn]]:
    """Yield the texts of a stage that name people: tutors, signers, participants of reviews, teachers."""
    source = stage.source
    for reserved in stage.reserved:
        if reserved.person:
            yield reserved.name, source.at(*reserved.route), StandIn.TUTOR if reserved.tutor else StandIn.OTHER
    for review in stage.reviews:
        yield from ((name, review.source.at("avec"), StandIn.OTHER) for name in review.participants)
    if not named:
        yield stage.supervisor or "", source.at("professeur referent"), StandIn.TEACHER
        yield from ((visit.by or "", source.at("suivi"), StandIn.TEACHER) for visit in stage.follow_ups)


def hosts_of(stage: Internship) -> Iterator[Phrase]:
    """Yield the names of a stage's hosts, as folded words, from the team's list or its author, never from its folder.

    >>> [*hosts_of(stage())]
    [('moulin',)]
    """
    return (words(host.name) for host in stage.organisations)


def outlined(student: Student, cohort: Cohort) -> Student:
    """Reduce a portfolio to what decides which names are private: no texts, no works, no reports.

    Of texts, the tutors whom they name are kept; of verdicts, those that say more than a teacher of the class.
    Digests, which change with every edit, are left out: rewording a text gives the same outline.

    >>> outlined(student(), cohort()).name, outlined(student(), cohort()).realisations
    ('Léa Moreau', ())
    """
    return replace(
        student,
        body=_thanking(student.bodies), source=_still(student.source), tagline=None, photo=None, links=(), oral=(),
        technologies=(), certifications=(), realisations=(), watch=(), pages=(), vocabulary=b"",
        internships=tuple(map(_outlined, student.internships)),
        verdicts=tuple(_naming(student.verdicts, cohort)),
    )  # fmt: skip


def _naming(verdicts: Iterable[Verdict], cohort: Cohort) -> Iterator[Verdict]:
    """Keep of verdicts the first by each person who is not of the team, and those with a remark: others name nobody."""
    known: set[tuple[str | Role | None, ...]] = {(teacher.name, Role.TEACHER, None) for teacher in cohort.team}
    for verdict in verdicts:
        who = verdict.by, verdict.role, verdict.collected_by
        if who not in known or any(len(text) >= _SENTENCE for text in verdict.paragraphs):
            known.add(who)
            yield replace(verdict, source=_still(verdict.source), since=(), fingerprint=None)


def _thanking(bodies: Iterable[Body]) -> Body | None:
    """Keep of some texts the tutors that they name."""
    every = tuple(dict.fromkeys(said for body in bodies for said in body.tutors))
    return Body(path="", tutors=every) if every else None


def _outlined(stage: Internship) -> Internship:
    reviews = (
        replace(review, body=None, source=_still(review.source), gained=None, evokes=())
        for review in stage.reviews if review.participants
    )  # fmt: skip
    return replace(
        stage, body=None, source=_still(stage.source), objectives=(), missions=(), facts=(), reports=(),
        reviews=tuple(reviews), answer=None, files=(), fingerprint="",
    )  # fmt: skip


def _still(source: Source) -> Source:
    return replace(source, digest="")
