"""Decide which names are replaced in which portfolio, for one audience, from who declares each name.

Names that a student declares are replaced in their own portfolio, and in those of their former classes. Full forms are
also replaced for students at the same host, unless portfolios that were not there use the same words: a tutor named
« Serveur DHCP » is replaced for the declarer alone. Names declared by the team, and of hidden students, are replaced
everywhere, but not by a surname alone. Names that the audience reads anyway stay whole, « Tom Garnier » beside « Mme
Garnier », if the team confirms them: a student who types a hidden classmate's name does not uncover it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.names import Name
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.values.folding import fold
from vitrail.content.values.words import Phrase, number_of, words
from vitrail.ground.language import Language
from vitrail.knowledge.privacy.declared import Declared, StandIn, declared, folder_in, hosts_of, vouched
from vitrail.knowledge.privacy.firms import firm_forms
from vitrail.knowledge.privacy.forms import common, forms, shy, turned
from vitrail.knowledge.privacy.latin import spellings
from vitrail.knowledge.privacy.phrases import Phrases
from vitrail.knowledge.privacy.veil import Veil, merged

SHORTEST = 5
"""Letters, at least, of a remark that is sought: « Li » would be found in half the texts."""
_PAIR = 2
"""Words, at least, of a shown name that stays: a surname alone may be anybody's."""


class Veils(Struct, frozen=True, kw_only=True, dict=True):
    """The names that an audience may not read, by portfolio; each mapping has words of a name → name."""

    phrases: Phrases = Phrases(())
    """Every form of every name."""
    kept: Mapping[Phrase, Name] = {}
    team: Mapping[Phrase, Name] = {}
    own: Mapping[str, Mapping[Phrase, Name]] = {}
    """Student's folder → names replaced in that portfolio only."""
    beside: Mapping[str, Mapping[Phrase, Name]] = {}
    """Student's folder → names replaced because another student at the same host declares them."""
    elsewhere: Mapping[Phrase, Name] = {}
    """Full names that students declare; they stay in portfolios without the same host, and are reported to the team."""
    declared: Mapping[Phrase, tuple[Declared, ...]] = {}
    folders: frozenset[str] = frozenset()
    """The folders of all students."""
    theirs: Mapping[str, tuple[Declared, ...]] = {}
    """Student's folder → values that the student declares."""

    def __bool__(self) -> bool:
        """True if any name is replaced anywhere."""
        return bool(self.phrases)

    @cached_property
    def numbers(self) -> Mapping[int, str]:
        """Number of a word in vocabularies → word, for the words of names."""
        return {number_of(word): word for word in self.phrases.words}

    def of(self, folder: str) -> Veil:
        """Return the names to replace in a portfolio; for an empty folder, those that the team declares."""
        layers = (self.kept, self.own.get(folder, {}), self.beside.get(folder, {}), self.team)
        return Veil(self.phrases, tuple(filter(None, layers)))

    def folder(self, path: str) -> str:
        """Return the folder of the portfolio that holds a file; empty for the school's own files."""
        steps = (*accumulate(path.split("/")[:-1], "{}{}/".format, initial=""), "/")
        return next((step for step in steps if step in self.folders), "")

    def declarer(self, folder: str, phrase: Phrase) -> Declared:
        """Return the declaration of a name found in a portfolio: its own student's, else the team's, else another's."""
        every = self.declared[phrase]
        own = next((declared for declared in every if folder and declared.folder == folder), None)
        return own or min(every, key=lambda declared: (bool(declared.folder), str(declared.place)))

    def declarations(self, folder: str, phrase: Phrase) -> tuple[Declared, ...]:
        """Return the declarations of a name in a portfolio, or in the school's own files, and the first for all others.

        Of the verdicts that a teacher signs, others depend on the first only: the rest may come and go.
        """
        first = self.declarer("", phrase)
        return tuple(
            declared
            for declared in self.declared[phrase]
            if declared is first or (declared.within(folder) if folder else declared.of_school)
        )


def held_by(every: Mapping[str, frozenset[str]], wanted: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Invert folder → words into word → folders, for some words.

    >>> held_by({"c/lea/": frozenset({"roy"}), "c/tom/": frozenset({"goff"})}, ["roy"])
    {'roy': frozenset({'c/lea/'})}
    """
    return {word: frozenset(folder for folder, held in every.items() if word in held) for word in wanted}


class Ground(Struct, frozen=True, kw_only=True, dict=True):
    """Facts on a school that are the same for every audience: words that are not names, students at each host."""

    school: School
    language: Language
    taught: frozenset[str]
    """The folded words of its référentiels."""

    @cached_property
    def first_names(self) -> frozenset[str]:
        """First names of students whose folder confirms them: typing « prénom: Kerhervé » must not uncover a tutor."""
        return frozenset(
            word for _, student in self.school.everyone if vouched(student) for word in words(student.first_name)
        )

    @cached_property
    def nobody(self) -> frozenset[str]:
        """Words that are not taken for a surname when alone: common words, first names, words of référentiels."""
        return common() | self.first_names | self.taught

    @cached_property
    def borne(self) -> frozenset[str]:
        """Words that a firm's name may borrow: of towns, of students and of their teachers."""
        stages = (stage for _, student in self.school.everyone for stage in student.internships)
        hosts = (*self.school.organisations, *(host for stage in stages for host in stage.organisations))
        teachers = (teacher.name for cohort in self.school.cohorts for teacher in cohort.team)
        students = (student.name for _, student in self.school.everyone)
        return frozenset(words(" ".join((*(host.town or "" for host in hosts), *teachers, *students))))

    @cached_property
    def everyone(self) -> Mapping[str, tuple[Cohort, Student]]:
        """Student's folder → class and student."""
        return {folder_in(cohort, student.source.path): (cohort, student) for cohort, student in self.school.everyone}

    @cached_property
    def present(self) -> Mapping[Phrase, frozenset[str]]:
        """Host → folders of the students who had a stage there."""
        there: dict[Phrase, set[str]] = {}
        for folder, (_, student) in self.everyone.items():
            for stage in student.internships:
                for host in hosts_of(stage):
                    there.setdefault(host, set()).add(folder)
        return {host: frozenset(folders) for host, folders in there.items()}

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        """Folded « class/student » → folder of the portfolio."""
        return {fold(f"{cohort.slug}/{student.slug}"): folder for folder, (cohort, student) in self.everyone.items()}

    def owners(self, folder: str) -> Iterator[str]:
        """Yield the folders of a portfolio and of the student's portfolios in former classes."""
        seen: set[str] = set()
        while folder not in seen and folder in self.everyone:
            seen.add(folder)
            yield folder
            folder = self._folders.get(fold(self.everyone[folder][1].comes_from or ""), folder)

    def forms(self, value: Declared, *, own: bool) -> tuple[Name, ...]:
        """Return the forms of a value with their replacements, cached: a teacher's name is declared many times."""
        key = value.value, value.public, value.standing, own
        if key not in self._forms:
            self._forms[key] = self._formed(value, own=own)
        return self._forms[key]

    @cached_property
    def _forms(self) -> dict[tuple[str, str, StandIn, bool], tuple[Name, ...]]:
        return {}

    def _formed(self, value: Declared, *, own: bool) -> tuple[Name, ...]:
        if value.public:
            return tuple(firm_forms(value.value, value.public, self.nobody, self.borne))
        said, woman = map(self.language.gettext, value.standing.said(own=own))
        if not value.person:
            phrase = words(value.value)
            return (Name(words=phrase, said=said, woman=said, whole=True),) * (sum(map(len, phrase)) >= SHORTEST)
        return tuple(forms(value.value, said, woman, self.nobody, self.first_names))

    def with_mates(self, veiled: Veils, held: Mapping[str, frozenset[str]]) -> Veils:
        """Add full names to replace for students at the same host, unless other portfolios use all their words.

        ``held`` maps each folder to the words of names that it holds.
        """
        shared = [
            (value, there - {folder}, there)
            for folder, every in veiled.theirs.items()
            for value in every
            if len(there := frozenset().union(*(self.present.get(host, ()) for host in value.hosts))) > 1
        ]
        telling = {value: [word for word in words(value.value) if word not in self.nobody] for value, _, _ in shared}
        holders = held_by(held, {word for every in telling.values() for word in every})
        beside: dict[str, list[Name]] = {}
        for value, mates, there in shared:
            if any(holders[word] <= there for word in telling[value]):
                for mate in mates:
                    beside.setdefault(mate, []).extend(_shy(self, (value,)))
        return replace(veiled, beside={folder: merged(every) for folder, every in beside.items()})


def veils(ground: Ground, seen: School) -> Veils:
    """Gather the names that an audience may not read, by portfolio; ``Ground.with_mates`` then fills ``beside``.

    Args:
        ground: the whole school.
        seen: the school as the audience reads it; who is not there is hidden.
    """
    named = (spelling for _, student in seen.everyone if vouched(student) for spelling in spellings(student.name))
    shown = frozenset(turn for spelling in named for turn in turned(spelling))
    private = [
        value
        for value in declared(ground.school, seen)
        if shown.isdisjoint((words(value.value), *(next(turned(value.value), ()) for _ in range(value.person))))
    ]
    theirs: dict[str, list[Declared]] = {}
    by: dict[Phrase, list[Declared]] = {}
    for value in private:
        theirs.setdefault(value.folder, []).append(value)
        for name in dict.fromkeys(form.words for form in ground.forms(value, own=True)):
            by.setdefault(name, []).append(value)
    if not by:
        return Veils()
    team = merged(_shy(ground, theirs.pop("", ())))
    kept = merged(_kept(by, (*shown, *(words(host.name) for host in seen.organisations))))
    own = {folder: merged(_own(ground, theirs, by, folder)) for folder in ground.everyone}
    full = (
        name
        for every in theirs.values()
        for value in every
        if value.person or (value.public and not ground.nobody.issuperset(words(value.value)))
        for name in ground.forms(value, own=False)
    )
    return Veils(
        phrases=Phrases({**by, **kept, **{phrase: name for every in own.values() for phrase, name in every.items()}}),
        kept=kept,
        team=team,
        own={folder: every for folder, every in own.items() if every},
        theirs={folder: tuple(every) for folder, every in theirs.items()},
        elsewhere=merged(name for name in full if name.whole),
        declared={name: tuple(every) for name, every in by.items()},
        folders=frozenset(ground.everyone),
    )


def _shy(ground: Ground, every: Iterable[Declared]) -> Iterator[Name]:
    """Yield the forms of values without the surname alone, which is sought only in the portfolio that declares it."""
    for value in every:
        forms_of = ground.forms(value, own=False)
        yield from forms_of if value.public else shy(forms_of)


def _own(ground: Ground, theirs: Mapping[str, list[Declared]], by: Container[Phrase], folder: str) -> Iterator[Name]:
    """Yield the names of one portfolio: those to replace, and those that stay, its author and its stages' hosts."""
    owners = tuple(ground.owners(folder))
    declared_here = [value for owner in owners for value in theirs.get(owner, ())]
    for value in declared_here:
        yield from ground.forms(value, own=True)
    if declared_here:
        stages = (stage for owner in owners for stage in ground.everyone[owner][1].internships)
        yield from _kept(by, (words(host.shown_name) for stage in stages for host in stage.organisations))
        yield from _kept(by, turned(ground.everyone[folder][1].name))


def _kept(by: Container[Phrase], shown: Iterable[Phrase]) -> Iterator[Name]:
    """Yield, as names that stay, the shown names that contain a private one, such as a surname."""
    for phrase in shown:
        cuts = (phrase[start:end] for start in range(len(phrase)) for end in range(start + 1, len(phrase) + 1))
        if len(phrase) >= _PAIR and phrase not in by and any(cut in by for cut in cuts):
            yield Name(words=phrase, whole=True)
