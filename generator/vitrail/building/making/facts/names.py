"""Which names an audience may not read, and no address may hold; which of them each portfolio may hold."""

from array import array
from collections.abc import Iterable, Mapping

from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from vitrail.building.making.facts.run import SCHOOL, PortfolioKey, class_record, portfolios, today, with_students
from vitrail.content.model.audience import Audience
from vitrail.content.model.names import Name
from vitrail.content.model.said import said
from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.content.reading.questions import common, leaving, people, portfolio
from vitrail.content.values.words import Phrase, known, number_of, words
from vitrail.content.values.words import vocabulary as words_of
from vitrail.ground.language import FRENCH, Language
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import Codec, printed, question, transient
from vitrail.knowledge.coverage.view import view
from vitrail.knowledge.privacy.declared import Declared, folder_in, outlined
from vitrail.knowledge.privacy.phrases import Phrases
from vitrail.knowledge.privacy.veil import Veil
from vitrail.knowledge.privacy.veils import Ground, Veils, veils

ADDRESSES = "ADDRESSES"
"""In the place of an audience: addresses are the same for all, so that they hold no name that some may not read."""
_NAMES = "names"
"""Key of ``Memo.scratch``: audience → the ground and the school that its names were gathered from, and the names."""


@question(Student)
def privacy_profile(memo: Memo, cohort: str, student: str) -> Student:
    """Return the fields of a portfolio that decide who may read about whom: neither texts nor works."""
    group = class_record(memo, cohort)
    return outlined(leaving(group, portfolio(memo, cohort, student).record), group)


def outlines(memo: Memo, every: Iterable[PortfolioKey] | None = None) -> School:
    """Return the school with the outlines of ``every`` portfolio given, or of all."""
    known_people = tuple(people(memo)) if every is None else tuple(every)
    return with_students(memo, common(memo).record.school, {who: privacy_profile(memo, *who) for who in known_people})


def still_published(memo: Memo, school: School, audience: str) -> School:
    """Leave out the classes whose « publier jusqu'au » is past; the team keeps them."""
    if audience == Audience.TEAM.name:
        return school
    kept = (cohort for cohort in school.cohorts if cohort.published_on(today(memo)))
    return replace(school, cohorts=tuple(kept))


@question(tuple[str, ...], part=0)
def framework_words(memo: Memo) -> tuple[str, ...]:
    """Return the words of the référentiels: none of them is a surname when it stands alone."""
    return tuple(sorted(set(words(repr(common(memo).record.school.frameworks)))))


def _gathered(memo: Memo, audience: str) -> tuple[Ground, Veils]:
    """Gather the names that an audience may not read, once for the two questions below."""
    school, language = outlines(memo), Language(memo.input("language"))
    if audience == ADDRESSES:  # whoever hides, and whatever the school says of its teachers, a printed address stays
        school, language = replace(school, teachers_named=False), FRENCH
        seen = view(replace(school, cohorts=()), Audience.PUBLIC)
    else:
        shown = outlines(memo, portfolios(memo)) if memo.input("personal") else school
        seen = view(still_published(memo, shown, audience), Audience[audience])
    ground = Ground(school=school, language=language, taught=frozenset(framework_words(memo)))
    before: dict[str, tuple[Ground, School, Veils]] = memo.scratch.setdefault(_NAMES, {})
    ground = next((known for known, _, _ in before.values() if known == ground), ground)
    if audience not in before or before[audience][:2] != (ground, seen):
        before[audience] = ground, seen, veils(ground, seen)
    return ground, before[audience][2]


def _weigh(veiled: Veils) -> bytes:
    declared = [
        (phrase, [replace(declaration, hosts=()) for declaration in veiled.declarations("", phrase)])
        for phrase in sorted(veiled.declared)
    ]
    layers = [sorted(every.items()) for every in (veiled.kept, veiled.team, veiled.elsewhere)]
    own = [
        [(folder, sorted(names.items())) for folder, names in sorted(by.items())] for by in (veiled.own, veiled.beside)
    ]
    told = (layers, own, declared, sorted(veiled.folders))  # sorted: the order of a set differs between processes
    return printed(told)


@question(tuple[str, ...], part=0)
def name_words(memo: Memo, audience: str) -> tuple[str, ...]:
    """Return the words of all the names that an audience may not read.

    Kept in another part than its dependents: in one part, the line of each would list all that names come from.
    """
    if audience == Audience.TEAM.name:
        return ()
    _, veiled = _gathered(memo, audience)
    named = (word for every in veiled.declared.values() for declaration in every for word in words(declaration.value))
    return tuple(sorted(veiled.phrases.words.union(named)))


@question(bytes)
def vocabulary(memo: Memo, cohort: str, student: str) -> bytes:
    """Return the numbers of the words of a portfolio, or of the school's own files, addresses included: an array."""
    if (cohort, student) == SCHOOL:
        shared = common(memo)
        school, seen = shared.record.school, shared.seen
        above, bodies = words_of("\n".join(said((*school.organisations, *school.pages)))), school.bodies
    else:
        read = portfolio(memo, cohort, student)
        above, bodies, seen = read.record.vocabulary, read.record.bodies, read.seen
    every: set[int] = set(array("I", above))
    for packed in (words_of(" ".join(file.address or "" for file in seen)), *(body.vocabulary for body in bodies)):
        every.update(array("I", packed))
    return array("I", sorted(every)).tobytes()


@question(tuple[str, ...], part=1)
def private_words(memo: Memo, audience: str, cohort: str, student: str) -> tuple[str, ...]:
    """Return the words of private names that a portfolio holds; kept by audience: a new name changes all of them."""
    numbers = {number_of(word): word for word in name_words(memo, audience)}
    return tuple(sorted(known(vocabulary(memo, cohort, student), numbers))) if numbers else ()


@transient(_weigh, part=0)
def school_names(memo: Memo, audience: str) -> Veils:
    """Return the names that an audience may not read, and the folders where each is replaced."""
    if not name_words(memo, audience):
        return Veils()
    every = {folder_of(memo, who): frozenset(private_words(memo, audience, *who)) for who in people(memo)}
    ground, veiled = _gathered(memo, audience)
    return ground.with_mates(veiled, every)


def folder_of(memo: Memo, who: PortfolioKey) -> str:
    """Return the folder of a portfolio as ``Veils`` names it, with its final slash; empty for the school."""
    if who == SCHOOL:
        return ""
    return folder_in(class_record(memo, who[0]), privacy_profile(memo, *who).source.path)


def _packable(value: object) -> object:
    return [*value] if isinstance(value, Phrases) else str(value)


_VEILS = Decoder(Veils, dec_hook=lambda _, phrases: Phrases(map(tuple, phrases)))


@question(Codec(Encoder(enc_hook=_packable).encode, _VEILS.decode))
def private_names(memo: Memo, audience: str, cohort: str, student: str) -> Veils:
    """Return the names that a portfolio may hold: a new name changes it only where a portfolio holds its words."""
    folder, words_held = folder_of(memo, (cohort, student)), frozenset(private_words(memo, audience, cohort, student))
    if not words_held:
        return Veils()
    veiled = school_names(memo, audience)
    phrases = tuple(sorted(veiled.phrases.possible(words_held)))

    def among(names: Mapping[Phrase, Name]) -> dict[Phrase, Name]:
        return {phrase: names[phrase] for phrase in phrases if phrase in names}

    return Veils(
        phrases=Phrases(phrases),
        kept=among(veiled.kept),
        team=among(veiled.team),
        own={folder: among(veiled.own.get(folder, {}))},
        beside={folder: among(veiled.beside.get(folder, {}))},
        elsewhere=among(veiled.elsewhere),
        declared={
            phrase: tuple(
                Declared(value=told.value, place=told.place, folder=told.folder)
                for told in veiled.declarations(folder, phrase)
            )
            for phrase in phrases
            if phrase in veiled.declared
        },
        folders=frozenset({folder} - {""}),
    )


def address_names(memo: Memo, cohort: str, student: str) -> Veil:
    """Return the names to replace in the addresses of a portfolio, or of the school."""
    return private_names(memo, ADDRESSES, cohort, student).of(folder_of(memo, (cohort, student)))


@transient(lambda veil: veil.digest.encode(), part=3)
def attachment_names(memo: Memo, audience: str, cohort: str, student: str) -> Veil:
    """Return the names to look for in the attachments of a portfolio."""
    return school_names(memo, audience).of(folder_of(memo, (cohort, student)))
