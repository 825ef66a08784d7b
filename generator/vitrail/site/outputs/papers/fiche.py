"""The fiche descriptive de réalisation professionnelle (bloc 2): the official form's fields, in order and in its words.

They were read on filled forms 7-1-A (session 2022) and 9-1-B (session 2026): source S6 of the référentiel.
"""

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.relative import on_paper
from vitrail.content.addressing.spec import Content, templated
from vitrail.content.frameworks.queries import columns_of, sheet_for, words_of
from vitrail.content.model.framework import Exam, SynthesisTable
from vitrail.content.model.realisation import Access, Production, ProductionState, Realisation, Sheet, Status
from vitrail.content.model.student import ExamForm
from vitrail.content.values import spots
from vitrail.content.values.folding import fold
from vitrail.ground.language import FRENCH, Language, mark
from vitrail.ground.regex import regex
from vitrail.knowledge.rules.exam import mobilised, proposed
from vitrail.site.outputs.papers.candidate import Candidate, Filed
from vitrail.site.outputs.papers.described import Described, described
from vitrail.site.outputs.papers.stage import Box, Field, NoPaperError
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Row
from vitrail.site.pages.svg.qr import draw

_TOGETHER = regex(
    r"\b(?:en|par) (?:equipe|binome|trinome|groupe|duo)\b|\ba (?:deux|trois|plusieurs)\b(?! \w)|\bbinomes?\b"
)
"""Words, folded, of work that was not done alone."""


class Presented(Struct, frozen=True, kw_only=True):
    """A réalisation that a candidate presents."""

    candidate: Candidate
    work: Realisation
    rank: int | None
    """Its number among those that the student proposes for bloc 2."""
    table: SynthesisTable

    @property
    def exam(self) -> Exam | None:
        """The épreuve of the candidate's session."""
        exams, session = self.candidate.framework.exams, self.candidate.student.session
        return next((exam for exam in exams if exam.id in self.table.exams and exam.holds(session)), None)

    @property
    def annex(self) -> str:
        """Number of the form in the circulaire of the session; of two, the option's own."""
        numbers = self.table.annex_by_session.get(self.candidate.student.session or 0, "")
        options, option = self.candidate.framework.options, self.candidate.student.option
        letter = next((item.letter for item in options if item.id == option), None)
        return next((number for number in numbers.split(" / ") if letter and number.endswith(letter)), numbers)


def fiche(presented: Presented, language: Language) -> tuple[Content, tuple[str, ...]]:
    """Fill a fiche from the records and private data; return it with warnings on the parts that could not be printed.

    Raises OSError: when the text of the réalisation cannot be read.
    """
    work, student, framework = presented.work, presented.candidate.student, presented.candidate.framework
    sheet = work.sheet or Sheet()
    done = mobilised(framework, (work,))
    exam, form = presented.exam, presented.candidate.cohort.form_of(student)
    address = on_paper(presented.candidate.school, presented.candidate.cohort, student, work)
    disk = presented.candidate.disk
    text = described(work.body, {path: file for path, (file, _) in disk.items()})
    together = not work.team and _TOGETHER.search(fold(f"{sheet.conditions} {text.html.striptags()}")) is not None
    warnings = tuple(_warnings(work, text))
    paper = templated(
        "fiche",
        title=f"Fiche descriptive, {student.name}, {work.title}",
        annex=presented.annex,
        form=presented.table.title,
        exam=exam.code if exam else "",
        exam_title=(exam.title.get(student.option) or exam.title.get(None) or "") if exam else "",
        option=student.option or "",
        number=str(presented.rank or ""),
        candidate=(
            Field(label="Nom, prénom :", value=f"{student.last_name} {student.first_name}".strip()),
            Field(label="N° candidat :", value=presented.candidate.number),
        ),
        forms=(
            Box(label="Épreuve ponctuelle", ticked=form is ExamForm.SINGLE),
            Box(label="Contrôle en cours de formation", ticked=form is ExamForm.CCF),
        ),
        host=_host(presented),
        heading=work.title,
        period=language.period(work.period) if work.period else "",
        place=sheet.place or "",
        modes=(
            Box(label="Seul(e)", ticked=not (work.team or together)),
            Box(label="En équipe", ticked=bool(work.team)),
        ),
        competencies=tuple(
            Box(label=framework.by_id[code].title, ticked=code in done)
            for code in columns_of(framework, presented.table, student.option)
        ),
        conditions=sheet.conditions or "",
        resources=sheet.resources or language.listing(work.technologies),
        documentation=sheet.documentation or "",
        page=presented.candidate.school.address(addresses.page_of(presented.candidate.cohort, student, work)),
        code=draw(address) if address else Markup(),
        proofs=tuple(
            (production.title, _where(production, disk))
            for production in work.productions
            if production.state is not ProductionState.MISSING
        ),
        threads=tuple(_threads(work, address.partition("#")[0], language)),
        text=text.html,
        footnotes=presented.table.footnotes,
        notes=(*_notes(presented, together=together), *map(FRENCH.write, warnings)),
    )
    return paper, warnings


def _host(presented: Presented) -> str:
    """Name the organisation of the work: the hosts of its stage on its days, else the name that its author wrote."""
    work = presented.work
    stages = (stage for stage in presented.candidate.student.stages if stage.slug in work.internships)
    there = [period for stage in stages for period in stage.periods if period.organisation]
    then = [item for item in there if work.period and item.period.touches(work.period)]
    names = [item.organisation.name for item in then or there if item.organisation]
    shared = {host.slug: host.name for host in presented.candidate.school.organisations}
    return ", ".join(dict.fromkeys(names)) or shared.get(work.organisation or "", work.organisation or "")


def _threads(work: Realisation, page: str, language: Language) -> Iterator[Row]:
    """Yield the claims that have a named proof, with the QR code of the claim on its page, which links to the proof."""
    for claim in work.claims:
        code = claim.competency or claim.cited
        named = ((item.title, spots.told(spot)) for item in work.productions for spot in item.spots(code))
        proofs = [f"{title}, {language.write(spot)}" if spot else title for title, spot in named]
        if every := (*proofs, *(part.title for part in claim.excerpts)):
            drawing = draw(f"{page}#{addresses.anchor(code)}") if page else Markup()
            yield Row(code=code, proofs=every, drawing=drawing)


def _where(production: Production, disk: Filed) -> str:
    """Say where a production is: its address, its file as the site names it, or why it cannot be shown."""
    if production.here or production.access is Access.LINK:
        return production.link or disk.get(production.file or "", ("", ""))[1].rpartition("/")[2]
    why = production.reason if production.access is Access.CONFIDENTIAL else FRENCH.write(production.refused)
    return " : ".join(filter(None, (labels.production(production), why)))


def _notes(presented: Presented, *, together: bool) -> Iterator[str]:
    """Say what to check before printing."""
    work = presented.work
    if together:
        yield "La page parle d'un travail à plusieurs et n'a pas de clé « équipe: » : cochez la modalité à la main."
    if presented.table.model:
        yield (
            f"Ce document reprend les champs d'un modèle officiel ({presented.table.model}) ; vérifiez que votre "
            "session n'en propose pas un autre."
        )
    if presented.table.annex_by_session and not presented.annex:
        yield "Le numéro de l'annexe de cette session n'est pas connu de Vitrail : complétez-le."
    if not presented.candidate.student.option:
        yield "L'option n'est pas connue : écrivez « option: » dans l'index.md, les compétences à cocher en dépendent."
    if work.status is Status.DRAFT:
        yield "C'est un brouillon : écrivez « statut: soumise » quand la réalisation peut être présentée."
    elif presented.rank is None:
        word = words_of(presented.candidate.framework, presented.table)[:1]
        yield f"Cette réalisation n'est pas proposée : écrivez « épreuves: [{', '.join(word)}] » dans son fichier."
    if work.sheet is None:
        yield (
            "Lieu, conditions, ressources et documentation s'écrivent dans la réalisation : "
            "« fiche: {lieu: …, conditions: …, ressources: …, documentation: …} »."
        )


def _warnings(work: Realisation, text: Described) -> Iterator[str]:
    """Yield warnings on the parts of the text that could not be printed."""
    title = work.title
    if text.missing:
        yield mark("« {title} » : des images n'ont pas pu être reprises : {files}.", title=title, files=text.missing)
    if text.reason:
        yield mark(
            "« {title} » : le descriptif n'a pas pu être mis en page : {reason}.", title=title, reason=text.reason
        )


def presentations(candidate: Candidate, work: Realisation | None) -> tuple[Presented, ...]:
    """Return the réalisation ``work``, else all that the candidate proposes for the fiches.

    Raises NoPaperError: nothing is proposed, or the référentiel has no such form.
    """
    table = sheet_for(candidate.framework, candidate.student.session)
    if table is None:
        raise NoPaperError("« {framework} » ne connaît pas cette fiche.", framework=candidate.framework.short_title)
    offered = proposed(candidate.student, candidate.framework, table)
    if not offered and work is None:
        raise NoPaperError(
            "{name} ne propose aucune réalisation pour « {table} » : écrivez « épreuves: [{word}] » dans celles que "
            "vous présentez, parmi les soumises.",
            name=candidate.student.name,
            table=table.title,
            word=", ".join(words_of(candidate.framework, table)[:1]),
        )
    ranks = {item.slug: rank for rank, item in enumerate(offered, 1)}
    works = (work,) if work else offered
    return tuple(Presented(candidate=candidate, work=item, rank=ranks.get(item.slug), table=table) for item in works)
