"""« Prêt pour l'oral ? »: each requirement of the référentiel, judged on what a portfolio holds.

A requirement is data of the référentiel (``model.framework.Requirement``): its words, its source, whether it is
official, for which sessions, voies and forms of the exam it holds. What is judged is one of the :data:`CHECKS`.
A check never guesses: what no file can show is *to be judged* by the candidate, with what to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from generator.coverage.tables import StudentCoverage
from generator.diagnostics import Diagnostic, Severity
from generator.frameworks.queries import columns_of, label, sheet_for, situations_of, words_of
from generator.internships.stages import over
from generator.language import mark, nmark
from generator.model.framework import Check, Framework, Requirement
from generator.model.internships.internship import Internship
from generator.model.realisation import ProductionState, Realisation, Status
from generator.model.school import Cohort, School
from generator.model.state import State
from generator.model.student import Student
from generator.rules.exam import mobilised, proposed
from generator.rules.walking import counted


class Outcome(StrEnum):
    """What was found of a requirement; the values are identifiers of the JSON."""

    MET = "satisfait"
    NOT_MET = "non satisfait"
    TO_JUDGE = "à juger par vous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a check saw: phrases of ours."""

    outcome: Outcome
    why: str
    remedy: str = ""
    """What to do; empty when there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A requirement with what was found."""

    requirement: Requirement
    finding: Observation

    @property
    def failed(self) -> bool:
        """Whether it is hard and not met: the candidate is not ready."""
        return self.requirement.hard and self.finding.outcome is Outcome.NOT_MET


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedCandidate:
    """A student, with everything that the checks look at."""

    school: School
    cohort: Cohort
    student: Student
    framework: Framework
    coverage: StudentCoverage
    today: date
    diagnostics: tuple[Diagnostic, ...] = ()
    """Of this portfolio."""

    @property
    def works(self) -> tuple[Realisation, ...]:
        """The submitted réalisations, those of former classes too."""
        return tuple(counted(self.student))

    def named(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Name competencies, as their student writes them."""
        found = (self.framework.by_id[code] for code in codes)
        option = self.student.option
        return tuple(mark("{code} « {title} »", code=label(item, option), title=item.title) for item in found)


def assess(candidate: AssessedCandidate) -> tuple[Assessed, ...]:
    """Judge every requirement that holds for a candidate, in the référentiel's order."""
    return tuple(
        Assessed(requirement=item, finding=CHECKS[item.check](candidate))
        for item in candidate.framework.requirements
        if _holds(item, candidate)
    )


def _holds(item: Requirement, candidate: AssessedCandidate) -> bool:
    student, cohort = candidate.student, candidate.cohort
    form = student.exam_form or cohort.exam_form
    return (
        item.holds(student.session or cohort.session)
        and (not item.pathways or student.pathway.value in item.pathways)
        and (not item.forms or form is None or form.value in item.forms)
    )


def _met(why: str) -> Observation:
    return Observation(outcome=Outcome.MET, why=why)


def _not_met(why: str, remedy: str) -> Observation:
    return Observation(outcome=Outcome.NOT_MET, why=why, remedy=remedy)


def _judge(why: str, remedy: str = "") -> Observation:
    return Observation(outcome=Outcome.TO_JUDGE, why=why, remedy=remedy)


def _covered(one: AssessedCandidate) -> Observation:
    """Every column of the tableau is marked by a réalisation that counts."""
    tableau = one.coverage.tableau
    if tableau is None:
        return _judge(mark("Le référentiel n'a pas de tableau pour cette session."))
    codes = [code for code in tableau.columns if code in one.framework.by_id]
    empty = [code for code in tableau.empty_columns if code in one.framework.by_id]
    if not empty:
        return _met(nmark("La compétence est couverte.", "Les {n} compétences sont couvertes.", len(codes)))
    return _not_met(
        mark("Aucune réalisation soumise ne couvre {codes}.", codes=one.named(empty)),
        mark("Citez-les dans une réalisation qui les a mises en œuvre, avec une phrase qui dit comment."),
    )


def _stated(one: AssessedCandidate) -> Observation:
    """Every submitted réalisation says which competencies it calls on."""
    if not one.works:
        return _not_met(
            mark("Aucune réalisation n'est soumise."), mark("Écrivez « statut: soumise » dans celles qui sont prêtes.")
        )
    silent = tuple(item.title for item in one.works if not item.claims)
    if silent:
        return _not_met(
            mark("Sans compétences : {titles}.", titles=silent),
            mark("Écrivez leurs compétences, une phrase pour chacune."),
        )
    return _met(
        nmark(
            "La réalisation précise ses compétences.",
            "Les {n} réalisations précisent leurs compétences.",
            len(one.works),
        )
    )


def _tableau(one: AssessedCandidate) -> Observation:
    """The tableau exists and has rows."""
    tableau = one.coverage.tableau
    rows = {row.realisation for _, _, band in tableau.bands for row in band} if tableau else set()
    if rows:
        return _met(nmark("Le tableau a une ligne.", "Le tableau a {n} lignes.", len(rows)))
    return _not_met(
        mark("Le tableau n'a aucune ligne."), mark("Soumettez des réalisations : chacune y entre d'elle-même.")
    )


def _periods(one: AssessedCandidate) -> Observation:
    """Every row has a first and a last day."""
    undated = tuple(item.title for item in one.works if item.period is None or item.period.end is None)
    if undated:
        return _not_met(
            mark("Période absente ou sans fin : {titles}.", titles=undated),
            mark("Écrivez « période: du … au … »."),
        )
    return _met(mark("Toutes les périodes ont un début et une fin."))


def _documents(one: AssessedCandidate) -> Observation:
    """Every row lists a document or a production."""
    bare = tuple(item.title for item in one.works if not _shown(item))
    if bare:
        return _not_met(
            mark("Sans document ni production : {titles}.", titles=bare), mark("Écrivez leurs « productions ».")
        )
    return _met(mark("Chaque réalisation a des productions."))


def _shown(item: Realisation) -> bool:
    return any(one.state is not ProductionState.MISSING and not one.refused for one in item.productions)


def _certificates(one: AssessedCandidate) -> Observation:
    """Each finished stage has its attestation, each finished employment its certificate: declared, to be attached."""
    ended = [stage for stage in one.student.stages if over(stage, one.today)]
    if not ended:
        return _judge(
            mark("Aucun stage ni emploi terminé n'est décrit."),
            mark("Joignez au dossier une attestation ou un certificat de travail par organisation."),
        )
    missing = tuple(stage.slug for stage in ended if not _certified(stage))
    if missing:
        return _not_met(
            mark("Attestation ou certificat non déclaré : {stages}.", stages=missing),
            mark("Écrivez sa date sous « attestation » dans le stage, et joignez la pièce au dossier, jamais au site."),
        )
    return _judge(
        mark("Toutes sont déclarées."), mark("Pièces à joindre au dossier : vérifiez que vous les avez, signées.")
    )


def _certified(stage: Internship) -> bool:
    """Whether every host of a stage gave its paper."""
    hosts: dict[str, bool] = {}
    for part in stage.periods:
        name = part.organisation.name if part.organisation else ""
        given = bool(part.certificate and part.certificate.delivered_on)
        hosts[name] = hosts.get(name, False) or given
    return bool(hosts) and all(hosts.values())


def _sheets(one: AssessedCandidate) -> Observation:
    """As many réalisations are proposed as the form describes."""
    table = sheet_for(one.framework, one.student.session or one.cohort.session)
    if table is None:
        return _judge(mark("Le référentiel n'a pas de fiche pour cette session."))
    offered, words = proposed(one.student, one.framework, table), words_of(one.framework, table)
    wanted = table.count or max(1, len(offered))
    titles = tuple(item.title for item in offered)
    if len(offered) == wanted:
        return _met(mark("Proposées : {titles}.", titles=titles))
    return _not_met(
        nmark(
            "{n} réalisation est proposée, il en faut {wanted}.",
            "{n} réalisations sont proposées, il en faut {wanted}.",
            len(offered),
            wanted=wanted,
        )
        if offered
        else mark("Aucune réalisation n'est proposée."),
        mark("Écrivez « épreuves: [{word}] » dans celles que vous présenterez.", word=", ".join(words[:1])),
    )


def _sheets_cover(one: AssessedCandidate) -> Observation:
    """Together they call on every competency of the fiche."""
    table = sheet_for(one.framework, one.student.session or one.cohort.session)
    offered = proposed(one.student, one.framework, table) if table else ()
    if table is None or (one.framework.options and one.student.option is None) or not offered:
        return _judge(mark("Rien n'est encore proposé, ou l'option n'est pas choisie."))
    done = mobilised(one.framework, offered)
    left = [code for code in columns_of(one.framework, table, one.student.option) if code not in done]
    if left:
        return _not_met(
            mark("Ensemble, elles laissent de côté {codes}.", codes=one.named(left)),
            mark("Citez-les dans l'une d'elles, ou proposez-en une autre."),
        )
    return _met(mark("Ensemble, elles couvrent toutes les compétences de la fiche."))


def _network(one: AssessedCandidate) -> Observation:
    """Productions that are an address need a network and a server that answers on the day."""
    titles = tuple(
        mark("{production} ({work})", production=item.title, work=work.title)
        for work in one.works
        for item in work.productions
        if item.link and item.state is ProductionState.ONLINE
    )
    if titles:
        return _judge(
            mark("À ouvrir par le réseau : {titles}.", titles=titles),
            mark("Vérifiez-les la veille depuis un autre réseau, et gardez-en une copie (captures, fichiers)."),
        )
    return _met(mark("Aucune production ne dépend du réseau."))


def _address(one: AssessedCandidate) -> Observation:
    """The portfolio has an address to give to the commission."""
    if one.school.site_url:
        return _judge(
            mark("Adresse du site : {url}.", url=one.school.site_url),
            mark("Ouvrez-la depuis un autre réseau, sans compte, et emportez une copie du site."),
        )
    return _not_met(
        mark("L'adresse du site n'est pas connue."),
        mark("L'équipe l'écrit dans etablissement.yml (« adresse du site ») ; à défaut, remettez une copie du site."),
    )


def _internships(one: AssessedCandidate) -> Observation:
    """No rule on stages finds an erreur in this portfolio."""
    wrong = tuple(
        dict.fromkeys(
            item.code for item in one.diagnostics if item.code.startswith("STG") and item.severity is Severity.ERROR
        )
    )
    if wrong:
        return _not_met(
            mark("Règles non satisfaites : {codes}.", codes=wrong),
            mark("Lancez « vitrail check » : chaque code y est expliqué."),
        )
    return _met(mark("Les stages décrits satisfont les règles que Vitrail vérifie."))


def _drafts(one: AssessedCandidate) -> Observation:
    """No réalisation is still a draft."""
    drafts = tuple(item.title for item in one.student.realisations if item.status is Status.DRAFT)
    if drafts:
        return _judge(
            mark("Brouillons, que la commission ne voit pas : {titles}.", titles=drafts),
            mark("Terminez-les et écrivez « statut: soumise », ou laissez-les de côté."),
        )
    return _met(mark("Aucun brouillon."))


def _verdicts(one: AssessedCandidate) -> Observation:
    """No validated work changed since it was read."""
    changed = tuple(
        dict.fromkeys(
            proof.realisation
            for item in one.coverage.competencies.values()
            for proof in item.evidence
            if proof.state is State.CHANGED
        )
    )
    if changed:
        return _not_met(
            mark("Modifiées depuis leur validation : {slugs}.", slugs=changed),
            mark("Demandez à l'équipe de les relire."),
        )
    return _met(mark("Aucune réalisation validée n'a changé depuis."))


def _situations(one: AssessedCandidate) -> Observation:
    """Every mandatory situation was met."""
    asked = situations_of(one.framework, one.student.option)
    met = {code for item in one.works for code in item.situations}
    left = tuple(mark("{code} « {title} »", code=item.id, title=item.title) for item in asked if item.id not in met)
    if left:
        return _not_met(
            mark("Situations que rien ne montre : {left}.", left=left), mark("Écrivez « situations: [SO1] ».")
        )
    return _met(mark("Toutes les situations obligatoires sont rencontrées."))


def _watch(one: AssessedCandidate) -> Observation:
    """The technology watch has entries with an analysis."""
    if one.student.watch:
        return _met(nmark("Une entrée de veille.", "{n} entrées de veille.", len(one.student.watch)))
    return _not_met(mark("Aucune entrée de veille."), mark("Créez un fichier par sujet dans le dossier « veille »."))


def _yours(one: AssessedCandidate) -> Observation:
    """What only the candidate can see."""
    del one
    return _judge(mark("Aucun fichier ne peut le montrer."), mark("Vérifiez-le avec votre équipe avant l'épreuve."))


CHECKS: Mapping[Check, Callable[[AssessedCandidate], Observation]] = MappingProxyType(
    {
        Check.COVERED: _covered,
        Check.STATED: _stated,
        Check.TABLE: _tableau,
        Check.PERIODS: _periods,
        Check.PRODUCTIONS: _documents,
        Check.CERTIFICATES: _certificates,
        Check.SHEETS: _sheets,
        Check.SHEETS_COVER: _sheets_cover,
        Check.NETWORK: _network,
        Check.ADDRESS: _address,
        Check.INTERNSHIPS: _internships,
        Check.DRAFTS: _drafts,
        Check.VERDICTS: _verdicts,
        Check.SITUATIONS: _situations,
        Check.WATCH: _watch,
        Check.YOURS: _yours,
    }
)
"""Check → what it looks at."""

TEAM_ONLY = frozenset({Check.DRAFTS, Check.VERDICTS, Check.INTERNSHIPS, Check.CERTIFICATES})
"""Checks whose findings are for the candidate and their team: a commission does not read them."""


def failures(assessed: Iterable[Assessed]) -> Iterator[Assessed]:
    """Yield the hard requirements that are not met."""
    return (item for item in assessed if item.failed)
