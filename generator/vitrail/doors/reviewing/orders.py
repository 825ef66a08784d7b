"""The desk's requests to write verdicts: JSON validated while it is decoded, then the entries of the verdict's file."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Means, Opinion, Role
from vitrail.content.reading.named import find_person
from vitrail.content.values.dates import read_date
from vitrail.content.values.folding import fold
from vitrail.content.values.lengths import NAME, TEXT
from vitrail.ground.language import Alternatives, ToldError, mark

Entry: TypeAlias = dict[str, str | int]

_Name = Annotated[str, Meta(max_length=NAME)]
_Text = Annotated[str, Meta(max_length=TEXT)]
_Level = Annotated[int, Meta(ge=1, le=99)]


class Exempted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A competency judged differently from the whole work."""

    code: _Name
    """The competency's code as the réalisation cites it."""
    opinion: Opinion | None = None
    level: _Level | None = None
    comment: _Text = ""


class PassageRemark(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A comment on a passage of the page."""

    passage: Annotated[str, Meta(min_length=1, max_length=TEXT)]
    comment: Annotated[str, Meta(min_length=1, max_length=TEXT)]


class Order(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person's judgement of a work, with the digests of the versions they saw."""

    place: Annotated[str, Meta(max_length=1_000)]
    """``class/student/réalisation``."""
    by: Annotated[str, Meta(min_length=1, max_length=NAME)]
    seal: Annotated[str, Meta(max_length=100)]
    """The seal of the page that was shown."""
    evaluations: Annotated[str, Meta(max_length=64)]
    """SHA-256 of the student's verdicts that were shown, empty when there were none."""
    opinion: Opinion | None = None
    level: _Level | None = None
    comment: _Text = ""
    exempted: Annotated[tuple[Exempted, ...], Meta(max_length=200)] = ()
    remarks: Annotated[tuple[PassageRemark, ...], Meta(max_length=50)] = ()
    collected_by: _Name = ""
    """The person who collected a tutor's verdict; empty for the team's own."""
    means: Means | None = None
    on: date | None = None
    """Day of the verdict, today by default."""

    @property
    def empty(self) -> bool:
        """True if it holds no opinion, level, comment, exception or remark."""
        return not (self.opinion or self.level or self.comment.strip() or self.exempted or self.made_remarks)

    @property
    def made_remarks(self) -> tuple[PassageRemark, ...]:
        """The remarks whose passage and comment are not blank."""
        return tuple(remark for remark in self.remarks if remark.passage.strip() and remark.comment.strip())


def entries(order: Order, work: Judged, role: Role, levels: int, now: datetime) -> Iterator[Entry]:
    """Yield the entries to write, sealed with the work's fingerprint; exceptions follow the whole, which they correct.

    Raises ToldError: the order is empty, a competency is not claimed, a level is not on the scale, or reading would
    refuse the day.
    """
    if order.empty:
        raise ToldError("Il n'y a rien à écrire : choisissez un avis, ou écrivez un commentaire.")
    _check(order, work, levels)
    head = head_of(work)
    said = speaking(order.by, role, order.on or now.date(), now)
    if role is Role.TUTOR:
        said |= {"recueillie par": order.collected_by} if order.collected_by else {}
        said |= {"moyen": order.means.value} if order.means else {}
    for remark in order.made_remarks:
        yield {**head, **said, "passage": " ".join(remark.passage.split()), "commentaire": remark.comment.strip()}
    sealed: Entry = {**head, "empreinte": work.fingerprint}
    if order.opinion or order.level or order.comment.strip():
        read: Entry = {"réponse": work.answer} if order.opinion and work.answer else {}
        yield {**(sealed if order.opinion else head), **said, **judged(order), **read}
    for exception in order.exempted:
        yield {**(sealed if exception.opinion else head), "compétence": exception.code, **said, **judged(exception)}


def team(cohort: Cohort) -> tuple[str, ...]:
    """Return the names of a class's teachers."""
    return tuple(teacher.name for teacher in cohort.team)


def tutors(student: Student) -> tuple[str, ...]:
    """Return the names of the tutors of a student's stages, each once."""
    return tuple(dict.fromkeys(tutor.name for stage in student.stages for tutor in stage.tutors))


def speaker(by: str, cohort: Cohort, student: Student) -> tuple[str, Role]:
    """Return a person's name as the school writes it, and their role: of the class's team, else tutor of a stage.

    Raises ToldError: they are neither.
    """
    if name := find_person(by, (*team(cohort), *tutors(student))):
        return name, Role.TEACHER if name in team(cohort) else Role.TUTOR
    raise ToldError(
        "« {by} » n'est pas de l'équipe de la promotion ({team}), ni tuteur d'un stage.",
        by=by,
        team=Alternatives(team(cohort)) if cohort.team else mark("vide"),
    )


def speaking(by: str, role: Role, on: date, now: datetime) -> Entry:
    """Return the keys of an entry that name its author, role, day and hour: the later verdict of a day prevails."""
    return {"par": by, "rôle": role.value, "le": on.isoformat(), "heure": f"{now:%H:%M:%S.%f}"}


def head_of(work: Judged) -> Entry:
    """Return the key of an entry that names the judged work."""
    return {"stage" if isinstance(work, Internship) else "réalisation": work.slug}


def judged(said: Order | Exempted) -> Entry:
    """Return the keys of an entry for the opinion, the level and the comment, if given."""
    entry: Entry = {"avis": said.opinion.value} if said.opinion else {}
    if said.level is not None:
        entry["niveau"] = said.level
    if said.comment.strip():
        entry["commentaire"] = said.comment.strip()
    return entry


def _check(order: Order, work: Judged, levels: int) -> None:
    if order.on and not isinstance(read_date(order.on.isoformat()), date):
        raise ToldError("« {day} » n'est pas le jour d'un avis : vérifiez l'année.", day=order.on.isoformat())
    for said in (Exempted(code="", level=order.level), *order.exempted):
        _check_said(said, work, levels)


def _check_said(said: Exempted, work: Judged, levels: int) -> None:
    """Raise ToldError if the work does not claim the competency, or the level is not on the scale."""
    claims = () if isinstance(work, Internship) else work.claims
    known = {fold(claim.cited): claim.cited for claim in claims if claim.competency}
    if said.code and fold(said.code) not in known:
        if not known:
            raise ToldError("« {title} » ne cite aucune compétence : jugez le tout.", title=work.title)
        raise ToldError(
            "« {title} » ne cite pas « {code} » : choisissez {known}, ou jugez le tout.",
            title=work.title, code=said.code, known=Alternatives(known.values()),
        )  # fmt: skip
    if said.level and levels and said.level > levels:
        raise ToldError(
            "Le niveau {level} n'est pas dans l'échelle, qui va de 1 à {top}.", level=said.level, top=levels
        )
