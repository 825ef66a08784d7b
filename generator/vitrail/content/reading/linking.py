"""Resolution of names: competencies by référentiel, option and session; stages, hosts, team-mates, verdicts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.frameworks.citing import citations, codes_in, crossed_out, hint_for, ticks
from vitrail.content.frameworks.queries import Resolution, lineage, resolve, scope
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Claim, Proving, Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.source import Source
from vitrail.content.model.student import OptionDays, Student, option_on
from vitrail.content.model.verdict import Role, Verdict
from vitrail.content.reading.disk.names import safe
from vitrail.content.reading.named import find_person
from vitrail.content.reading.schemas.internship import HostDraft, InternshipDraft
from vitrail.content.values.choices import rank_of
from vitrail.content.values.folding import ascii_name, ascii_words, fold
from vitrail.content.values.suggesting import TypedWord, astray, is_plain, respelt, spot
from vitrail.ground.diagnostics import Diagnostic, Fix, Place, TextEdit
from vitrail.ground.language import Alternatives, Period, Value, mark

_ONE_EACH = mark("Écrivez un code par ligne, « : », puis votre phrase.")


class CodeReader(Struct, frozen=True, kw_only=True):
    """Resolves a student's codes, in a référentiel, for an option and a session."""

    framework: Framework | None
    option: str | None
    """Option of the exam; for work that was done under another (``at``), the option of those days."""
    exam_option: str | None = None
    """Option of the exam, where ``option`` is another: its codes are accepted too."""
    days: tuple[OptionDays, ...] = ()
    """Options of the days on which the student had another than the exam's."""
    session: int | None
    faults: list[Diagnostic]
    """Grows while codes are read."""

    def at(self, period: Period | None) -> Self:
        """Return a reader for work done in a period, with the option of its first day."""
        option = option_on(self.days, period.start) if period else None
        return replace(self, option=option, exam_option=self.option) if option else self

    def claims(self, cited: Iterable[Claim]) -> tuple[Claim, ...]:
        """Resolve the citations of a page; a competency cited twice makes one claim, with the first sentence written.

        An unknown code is reported and dropped; one that needs an option to be chosen is kept, and covers nothing.
        """
        claims: dict[str, Claim] = {}
        for item in chain.from_iterable(map(self._parts, cited)):
            if crossed_out(item.sentence or ""):
                written = mark("{code}: {word}", code=item.cited, word=item.sentence or "")
                self.tell("STR040", item.place, written=written, read=mark("compétence qui n'est pas citée"))
                continue
            if (resolution := self._resolved(item)) is None:
                continue
            sentence = self._own_words(resolution.id, item.sentence)
            claim = replace(item, competency=resolution.id, sentence=sentence)
            key = resolution.id or fold(item.cited)
            if first := claims.get(key):
                claim = replace(first, sentence=first.sentence or sentence)
            claims[key] = claim
        return tuple(claims.values())

    def _parts(self, item: Claim) -> Iterator[Claim]:
        """Split a citation into claims: one for each of its codes; a phrase beside a code begins its sentence."""
        framework, option, session = self.framework, self.option, self.session
        for code, phrase in citations(framework, item.cited, option, session) if framework else ((item.cited, ""),):
            known = resolve(framework, code, option, session).id if framework and phrase else None
            own = self._own_words(known, phrase)
            sentence = " : ".join(filter(None, (own, item.sentence))) or None
            place = spot(item.place, TypedWord(code, item.cited)) or item.place
            yield replace(item, cited=code, sentence=sentence, place=place) if code != item.cited else item

    def evoked(self, cited: Iterable[Claim]) -> tuple[str, ...]:
        """Return the ids of the competencies that a report evokes."""
        return tuple(claim.competency for claim in self.claims(cited) if claim.competency)

    def competency(self, item: Proving) -> str | None:
        """Return the id of the competency that a production proves; None if its code is unknown."""
        resolution = self._resolved(item)
        return resolution.id if resolution else None

    def levels(self, levels: Iterable[tuple[Claim, str]], scale: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        """Resolve the codes of a self-assessment, and its levels, by their rank or by their name in the scale."""
        by_competency: dict[str, int] = {}
        for item, said in levels:
            level = rank_of(said, scale)
            if level is None:
                expected = mark("un niveau : {levels}", levels=Alternatives(scale)) if scale else mark("un niveau")
                self.tell("STR018", item.place, key=item.cited, expected=expected, found=said)
            elif (resolution := self._resolved(item)) and resolution.id:
                by_competency.setdefault(resolution.id, level)
        return tuple(by_competency.items())

    def judged(self, verdict: Verdict, item: Realisation | None) -> str | None:
        """Resolve the competency judged; an unknown code stays as written, since None would judge every claim."""
        framework, written = self.framework, verdict.competency
        if written is None or framework is None:
            return written
        place = verdict.at("competence")
        resolution = resolve(framework, written, self.option, self.session)
        if resolution.id is None:
            hint = hint_for(framework, written, self.option, resolution.suggestion)
            self.tell("EVA001.competency", place, code=written, framework=framework.short_title, suggestion=hint)
            return written
        claims = [claim.competency for claim in item.claims if claim.competency] if item else []
        if (item or verdict.stage) and resolution.id not in lineage(framework, claims):
            self.astray(
                "EVA001.claim", place, TypedWord(written, guarded=True), claims, code=written, name=verdict.subject
            )
        return resolution.id

    def names(
        self,
        code: str,
        written: Iterable[str],
        known: Mapping[str, str],
        source: Source,
        keys: Sequence[str],
        **values: Value,
    ) -> tuple[str, ...]:
        """Resolve names among ``known`` (folded → real); unknown ones are dropped with the nearest proposed.

        ``keys`` are the names, folded, of the key that holds them.
        """
        resolved: dict[str, None] = {}
        for index, name in enumerate(written):
            real = known.get(fold(safe(name.strip().strip("/")))) or _in_another_order(name, known)
            if real is None:
                self.astray(code, source.at_key(keys, index), name, known.values(), name=name, **values)
            else:
                resolved[real] = None
        return tuple(resolved)

    def tell(self, code: str, place: Place, /, **values: Value) -> None:
        """Record a fault."""
        self.faults.append(Diagnostic.at(code, place, **values))

    def astray(self, code: str, place: Place, word: str | TypedWord, known: Iterable[str], /, **values: Value) -> None:
        """Record that a word names nothing, with the nearest known word."""
        self.faults.append(astray(code, place, word, known, **values))

    def _own_words(self, code: str | None, sentence: str | None) -> str | None:
        """Return the sentence of a claim; None if it only repeats the official title, or ticks it: « X », « 80 % »."""
        competency = self.framework.by_id.get(code or "") if self.framework else None
        told = competency is None or sentence is None or not ticks(sentence, competency.title)
        return sentence if told else None

    def _of_the_exam(self, code: str) -> bool:
        return bool(self.framework and self.exam_option and code in scope(self.framework, self.exam_option).counted)

    def _resolved(self, item: Claim | Proving) -> Resolution | None:
        """Resolve one code and report its faults; None if it names nothing and is to be dropped."""
        framework, code, place = self.framework, item.cited, item.place
        if framework is None:
            return Resolution()
        resolution = resolve(framework, code, self.option, self.session)
        ways = resolution.candidates if resolution.pending else ()
        if self.option is None and resolution.id and resolution.id not in scope(framework, None).counted:
            ways = (resolution.id,)
        if ways:
            self.tell("REF002.undecided", place, code=code, candidates=Alternatives(_named(ways, framework)))
        elif resolution.out_of_option and resolution.id and not self._of_the_exam(resolution.id):
            self.tell("REF002", place, code=code, option=self.option or "")
        elif resolution.candidates:
            self.tell("REF004", place, code=code, candidates=_named(resolution.candidates, framework))
        elif resolution.out_of_session:
            hint = hint_for(framework, code, self.option, resolution.out_of_session)
            self.tell("REF001.session", place, code=code, session=self.session or "", suggestion=hint)
        elif not resolution.id:
            near, holds = resolution.suggestion, codes_in(framework, code, self.option, self.session)
            hint = _ONE_EACH if holds and not near else hint_for(framework, code, self.option, near)
            fix = respelt(place, TypedWord(code), near or "", sure=resolution.slip)
            title = framework.short_title
            self.faults.append(Diagnostic.at("REF001", place, fix, code=code, framework=title, suggestion=hint))
        return resolution if resolution.id or resolution.pending else None


def _named(codes: Iterable[str], framework: Framework) -> tuple[str, ...]:
    return tuple(mark("{code} « {title} »", code=code, title=framework.by_id[code].title) for code in codes)


def _in_another_order(name: str, known: Mapping[str, str]) -> str | None:
    """Find the only folder with the words of a name in another order: « Yanis Benali » is « benali-yanis »."""
    words = sorted(ascii_words(name))
    same = {real for real in known.values() if sorted(ascii_words(real)) == words}
    return same.pop() if len(same) == 1 else None


@lru_cache(maxsize=8)
def folded(names: tuple[str, ...]) -> Mapping[str, str]:
    """Index names by their folded form; the first of two alike is kept. Cached for all pages of a portfolio."""
    index: dict[str, str] = {}
    for name in names:
        index.setdefault(fold(name), name)
    return index


def hosting(drafts: Iterable[InternshipDraft], organisations: Mapping[str, Organisation]) -> Mapping[str, str]:
    """Map the folded names of hosts to the slugs of their stages; a host of two stages is left out."""
    folders: dict[str, set[str]] = {}
    for draft in drafts:
        for host in draft.hosts:
            organisation = host and (host.written or _known(host.name or "", organisations))
            names = {organisation.name, organisation.slug} if organisation else {host.name or ""} if host else set()
            for name in filter(None, names):
                folders.setdefault(fold(name), set()).add(draft.record.slug)
    return {name: slugs.pop() for name, slugs in folders.items() if len(slugs) == 1}


def link_host(
    host: HostDraft | None, organisations: Mapping[str, Organisation], source: Source, faults: list[Diagnostic]
) -> Organisation | None:
    """Find a host among the shared organisations; an unknown name makes an organisation, and is reported once."""
    if host is None or host.written:
        return host.written if host else None
    name = host.name or ""
    if listed := _known(name, organisations):
        return listed
    slugs = sorted({organisation.slug for organisation in organisations.values()})
    fault = astray("REF007", source.at(*host.route), name, slugs, name=name, file=ascii_name(name))
    faults.extend([] if fault in faults else [fault])
    return Organisation(slug="", name=name, source=source)


def shared(name: str | None, organisations: Mapping[str, Organisation]) -> str | None:
    """Return the file name of a shared organisation, found by any of its names; else the name itself."""
    organisation = _known(name, organisations) if name else None
    return organisation.slug if organisation else name


def _known(name: str, organisations: Mapping[str, Organisation]) -> Organisation | None:
    return organisations.get(fold(safe(name))) or organisations.get(fold(name))


def link_verdicts(
    verdicts: Iterable[Verdict], student: Student, there: Iterable[str], reader: CodeReader, cohort: Cohort
) -> Iterator[Verdict]:
    """Resolve the work, the competency and the author of each verdict; one that names no work is kept, and reported.

    ``there``: names of all files of réalisations. A verdict on one that could not be read is not reported: the file is.
    """
    items, unread = {item.slug: item for item in student.realisations}, frozenset(map(fold, there))
    known = dict(folded(tuple(items)))
    for item in items.values():
        for name in item.former_names:
            known.setdefault(fold(name), item.slug)
    folders = folded(tuple(stage.slug for stage in student.internships))
    team = tuple(teacher.name for teacher in cohort.team)
    for verdict in verdicts:
        typed = verdict.realisation or ""
        item_slug = known.get(fold(typed)) or known.get(fold(Source(path=f"{typed.removesuffix('.md')}.md").name))
        stage = folders.get(fold(verdict.stage.rpartition("/")[2]), verdict.stage) if verdict.stage else None
        named = replace(verdict, realisation=item_slug or verdict.realisation, stage=stage)
        by_team = find_person(verdict.by, team) is not None
        judged = items.get(item_slug or "")
        by_days = reader.at(judged.period if judged else None)
        yield replace(named, competency=by_days.judged(named, judged), by_team=by_team)
        if verdict.realisation and item_slug is None and fold(verdict.realisation) not in unread:
            name = verdict.realisation
            fault = astray("EVA001", verdict.at("realisation"), TypedWord(name, guarded=True), items, name=name)
            renamed = _renamed(verdict, items.values())
            reader.faults.append(replace(fault, fix=renamed) if renamed else fault)
        if stage and fold(stage) not in folders:
            reader.astray(
                "REF007.internship", verdict.at("stage"), TypedWord(stage, guarded=True), folders.values(), name=stage
            )
        if not by_team and verdict.role is Role.TEACHER:
            reader.astray("EVA005", verdict.at("par"), TypedWord(verdict.by, guarded=True), team, name=verdict.by)


def _renamed(verdict: Verdict, items: Iterable[Realisation]) -> Fix | None:
    """Return the fix that adds « vient de » to the only réalisation with a verdict's seal: it was renamed since."""
    same = [item for item in items if verdict.fingerprint and item.holds(verdict.fingerprint)]
    if len(same) != 1 or same[0].former_names or not is_plain(verdict.realisation or ""):
        return None
    [item] = same
    line = item.source.at().line + 1
    place = Place(path=item.source.path, line=line, column=1, end_line=line, end_column=1)
    said = f"vient de: {verdict.realisation}"
    return Fix(title=mark("Écrire « {word} »", word=said), edits=(TextEdit(place, f"{said}\n"),))
