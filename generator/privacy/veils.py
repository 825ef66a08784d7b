"""Which names are replaced in which portfolio, for one audience: whose word reaches how far.

A student's word holds in their own portfolio, and in those of their former classes. Full forms hold too where somebody
was at the same host, unless their words are those of portfolios that were not there: whoever names a tutor « Serveur
DHCP » keeps a network for themselves alone. The team's word and a hidden student's name hold everywhere, but never a
surname alone. Names that the audience reads anyway stay whole, « Tom Garnier » beside « Mme Garnier », where the team
says them too: a student who takes a hidden classmate's name does not uncover it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from generator.language import Language
from generator.model.audience import Audience
from generator.model.names import Name
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.privacy.declared import Declared, StandIn, declared, folder_in, hosts_of, vouched
from generator.privacy.firms import firm_forms
from generator.privacy.forms import common, forms, shy, turned
from generator.privacy.phrases import Phrases
from generator.privacy.veil import Veil, merged
from generator.values.folding import fold
from generator.values.words import Phrase, number_of, words

SHORTEST = 5
"""Letters of the shortest value that is no person's: « Li » would be found in half the texts."""
_PAIR = 2
"""Words that a shown name must have to stay: a surname alone may be anybody's."""


class Veils(Struct, frozen=True, kw_only=True, dict=True):
    """The names that an audience may not read, portfolio by portfolio."""

    phrases: Phrases = Phrases(())
    """Every form of every name."""
    kept: Mapping[Phrase, Name] = {}
    team: Mapping[Phrase, Name] = {}
    own: Mapping[str, Mapping[Phrase, Name]] = {}
    """Student's folder → what is replaced there alone."""
    beside: Mapping[str, Mapping[Phrase, Name]] = {}
    """Student's folder → what is replaced there because somebody else was at the same host."""
    elsewhere: Mapping[Phrase, Name] = {}
    """Full names that students declare: they stay in portfolios that were at no such host, and the team is told."""
    declared: Mapping[Phrase, tuple[Declared, ...]] = {}
    folders: frozenset[str] = frozenset()
    """Those of every student."""
    theirs: Mapping[str, tuple[Declared, ...]] = {}
    """Student's folder → what the student declares."""

    def __bool__(self) -> bool:
        """True if some name is replaced somewhere."""
        return bool(self.phrases)

    @cached_property
    def numbers(self) -> Mapping[int, str]:
        """The words of names, by their numbers in vocabularies."""
        return {number_of(word): word for word in self.phrases.words}

    def of(self, folder: str) -> Veil:
        """Return what is replaced in a portfolio; in what is no portfolio's, the team's word."""
        layers = (self.kept, self.own.get(folder, {}), self.beside.get(folder, {}), self.team)
        return Veil(self.phrases, tuple(filter(None, layers)))

    def folder(self, path: str) -> str:
        """Return the portfolio of a file, nothing for the school's own."""
        steps = (*accumulate(path.split("/")[:-1], "{}{}/".format, initial=""), "/")
        return next((step for step in steps if step in self.folders), "")

    def declarer(self, folder: str, phrase: Phrase) -> Declared:
        """Return who declares a name that a portfolio holds: its own student, the team, or somebody else."""
        every = self.declared[phrase]
        own = next((declared for declared in every if folder and declared.folder == folder), None)
        return own or min(every, key=lambda declared: (bool(declared.folder), str(declared.place)))

    def declarations(self, folder: str, phrase: Phrase) -> tuple[Declared, ...]:
        """Return who declares a name in a portfolio, or in the school's own files, and who does to all others.

        Of the verdicts that a teacher signs, others are told of the first: the rest may come and go.
        """
        first = self.declarer("", phrase)
        return tuple(
            declared
            for declared in self.declared[phrase]
            if declared is first or (declared.within(folder) if folder else declared.of_school)
        )


def held_by(every: Mapping[str, frozenset[str]], wanted: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the folders that hold each of some words, from the words that each folder holds.

    >>> held_by({"c/lea/": frozenset({"roy"}), "c/tom/": frozenset({"goff"})}, ["roy"])
    {'roy': frozenset({'c/lea/'})}
    """
    return {word: frozenset(folder for folder, held in every.items() if word in held) for word in wanted}


class Ground(Struct, frozen=True, kw_only=True, dict=True):
    """What is known of a school whoever reads it: words that are nobody's, who was where."""

    school: School
    language: Language
    taught: frozenset[str]
    """The words of its référentiels."""

    @cached_property
    def first_names(self) -> frozenset[str]:
        """Of every student whose folder says it: one who types « prénom: Kerhervé » uncovers no tutor."""
        return frozenset(
            word for _, student in self.school.everyone if vouched(student) for word in words(student.first_name)
        )

    @cached_property
    def nobody(self) -> frozenset[str]:
        """Words that are no surname when they stand alone."""
        return common() | self.first_names | self.taught

    @cached_property
    def everyone(self) -> Mapping[str, tuple[Cohort, Student]]:
        """Student's folder → the student."""
        return {folder_in(cohort, student.source.path): (cohort, student) for cohort, student in self.school.everyone}

    @cached_property
    def present(self) -> Mapping[Phrase, frozenset[str]]:
        """Host → the folders of those who were there."""
        there: dict[Phrase, set[str]] = {}
        for folder, (_, student) in self.everyone.items():
            for stage in student.internships:
                for host in hosts_of(stage):
                    there.setdefault(host, set()).add(folder)
        return {host: frozenset(folders) for host, folders in there.items()}

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        """Address of a portfolio, folded → its folder."""
        return {fold(f"{cohort.slug}/{student.slug}"): folder for folder, (cohort, student) in self.everyone.items()}

    def owners(self, folder: str) -> Iterator[str]:
        """Yield a portfolio and those of the student's former classes."""
        seen: set[str] = set()
        while folder not in seen and folder in self.everyone:
            seen.add(folder)
            yield folder
            folder = self._folders.get(fold(self.everyone[folder][1].comes_from or ""), folder)

    def forms(self, value: Declared, *, own: bool) -> tuple[Name, ...]:
        """Return the forms of a value, with what is said in its place; a teacher's name is declared many times."""
        key = value.value, value.public, value.standing, own
        if key not in self._forms:
            self._forms[key] = self._formed(value, own=own)
        return self._forms[key]

    @cached_property
    def _forms(self) -> dict[tuple[str, str, StandIn, bool], tuple[Name, ...]]:
        return {}

    def _formed(self, value: Declared, *, own: bool) -> tuple[Name, ...]:
        if value.public:
            return tuple(firm_forms(value.value, value.public, self.nobody))
        said, woman = map(self.language.gettext, value.standing.said(own=own))
        if not value.person:
            phrase = words(value.value)
            return (Name(words=phrase, said=said, woman=said, whole=True),) * (sum(map(len, phrase)) >= SHORTEST)
        return tuple(forms(value.value, said, woman, self.nobody, self.first_names))

    def with_mates(self, veiled: Veils, held: Mapping[str, frozenset[str]]) -> Veils:
        """Have full names replaced for whoever was at the same host, unless each word may be anybody's.

        ``held`` says which words of names each folder holds.
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


def veils(ground: Ground, seen: School, audience: Audience) -> Veils:
    """Gather what an audience may not read, and where it is replaced; mates are added by ``Ground.with_mates``.

    Args:
        ground: the whole school.
        seen: the school as the audience reads it.
        audience: the readers.
    """
    shown = frozenset(turn for _, student in seen.everyone if vouched(student) for turn in turned(student.name))
    private = [
        value
        for value in declared(ground.school, audience)
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
        name for every in theirs.values() for value in every if value.person for name in ground.forms(value, own=False)
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
    """Yield forms without the surname alone, which is met in the portfolio of whoever declares it and no other."""
    for value in every:
        forms_of = ground.forms(value, own=False)
        yield from forms_of if value.public else shy(forms_of)


def _own(ground: Ground, theirs: Mapping[str, list[Declared]], by: Container[Phrase], folder: str) -> Iterator[Name]:
    """Yield what is replaced in a portfolio alone; what stays there: its author, the hosts that its stages name."""
    owners = tuple(ground.owners(folder))
    declared_here = [value for owner in owners for value in theirs.get(owner, ())]
    for value in declared_here:
        yield from ground.forms(value, own=True)
    if declared_here:
        stages = (stage for owner in owners for stage in ground.everyone[owner][1].internships)
        yield from _kept(by, (words(host.shown_name) for stage in stages for host in stage.organisations))
        yield from _kept(by, turned(ground.everyone[folder][1].name))


def _kept(by: Container[Phrase], shown: Iterable[Phrase]) -> Iterator[Name]:
    """Yield the names that an audience reads anyway and that hold a private one, such as a surname."""
    for phrase in shown:
        cuts = (phrase[start:end] for start in range(len(phrase)) for end in range(start + 1, len(phrase) + 1))
        if len(phrase) >= _PAIR and phrase not in by and any(cut in by for cut in cuts):
            yield Name(words=phrase, whole=True)
