"""The checks of « Prêt pour l'oral ? »: for each kind of requirement, a function that judges a portfolio by it.

A check never guesses: what no file can show is *to be judged* by the candidate, who is told what to look at.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import partial

from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.relative import on_paper
from vitrail.content.frameworks.queries import sheet_for, situations_of, words_of
from vitrail.content.model.framework import Check, Framework
from vitrail.content.model.realisation import Access, Realisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.state import State
from vitrail.content.model.student import Student
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import mark, nmark
from vitrail.knowledge.coverage.tables import StudentCoverage
from vitrail.knowledge.internships.stages import over, uncertified
from vitrail.knowledge.rules.exam import left_aside, proposed


class Outcome(StrEnum):
    """The result of checking a requirement; the values are identifiers of the JSON."""

    MET = "satisfait"
    NOT_MET = "non satisfait"
    TO_JUDGE = "à vérifier par vous"
    EXEMPT = "dispensé"


class Observation(Struct, frozen=True):
    """The outcome of a check, with its reason and its remedy: phrases of ours."""

    outcome: Outcome
    why: str
    remedy: str = ""
    """What to do; empty when there is nothing."""


class CheckedStudent(Struct, frozen=True, kw_only=True):
    """A student, with the whole input of the checks."""

    school: School
    cohort: Cohort
    student: Student
    """The record as the examiners read it."""
    framework: Framework
    coverage: StudentCoverage
    """Counted from that record."""
    today: date
    """The day on which they read it."""
    faults: tuple[Diagnostic, ...]
    """Diagnostics on the stages on that day."""

    @property
    def listed(self) -> tuple[Realisation, ...]:
        """The réalisations that the tableau lists: not those whose every claim was refused."""
        return tuple(item for item in self.student.counted if item.listed)

    def named(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Name competencies, by their code in the référentiel."""
        items = (self.framework.by_id[code] for code in codes)
        return tuple(mark("{code} « {title} »", code=item.id, title=item.title) for item in items)


met, not_met, to_judge, exempted = (partial(Observation, outcome) for outcome in Outcome)


def _unless(
    lacking: Iterable[str], why: str, remedy: str, satisfied: str, say: Callable[[str, str], Observation] = not_met
) -> Observation:
    """Return a met point when ``lacking`` is empty; else one whose ``why`` names the missing items."""
    names = tuple(lacking)
    return say(mark(why, names=names), remedy) if names else met(satisfied)


def _covered(checked: CheckedStudent) -> Observation:
    """Check that a counted réalisation marks each column of the tableau or, without one, covers each judged competency.

    A claim to be reworked marks its column, which the commission reads, and covers nothing: it is named.
    """
    tableau, known = checked.coverage.tableau, checked.framework.by_id
    if tableau is None and (checked.framework.tables or not checked.coverage.judged):
        return to_judge(mark("Le référentiel n'a pas de tableau pour cette session."))
    lacking = tableau.empty_columns if tableau else checked.coverage.gaps
    counted = checked.coverage.competencies
    marked = tableau.columns if tableau and not lacking else ()
    bare = checked.named(code for code in marked if code in counted and not counted[code].state.covers)
    return _unless(
        checked.named(code for code in lacking if code in known),
        mark("Aucune réalisation soumise ne couvre {names}."),
        mark("Citez-les dans une réalisation qui les a mises en œuvre, avec une phrase qui dit comment."),
        mark("Chaque colonne du tableau est cochée ; à reprendre, d'après l'équipe : {names}.", names=bare)
        if bare
        else mark("Toutes les compétences sont couvertes."),
    )


def _tableau(checked: CheckedStudent) -> Observation:
    tableau = checked.coverage.tableau
    rows = {row.realisation for _, _, band in tableau.bands for row in band} if tableau else set()
    if tableau and rows:
        length = nmark("Le tableau a une ligne.", "Le tableau a {n} lignes.", len(rows))
        bare = tableau.bare_rows
        return met(mark("{length} Sans aucune croix : {titles}.", length=length, titles=bare) if bare else length)
    remedy = mark("Soumettez des réalisations : chacune y entre d'elle-même.")
    return not_met(mark("Le tableau n'a aucune ligne."), remedy)


def _internships(checked: CheckedStudent) -> Observation:
    """Check that the stages break no rule: an error is not met, warnings alone are left to the candidate to judge."""
    broken = {
        severity: dict.fromkeys(
            item.code for item in checked.faults if item.code.startswith("STG") and item.severity is severity
        )
        for severity in (Severity.ERROR, Severity.WARNING)
    }
    day = checked.today.isoformat()
    remedy = mark("Lancez « vitrail check --date {day} » : chaque code y est expliqué.", day=day)
    if not checked.student.stages and not any(broken.values()):
        return to_judge(mark("Aucun stage ni emploi n'est décrit."), mark("Décrivez les vôtres, ou voyez l'équipe."))
    if errors := broken[Severity.ERROR]:
        return not_met(mark("Règles non satisfaites : {names}.", names=tuple(errors)), remedy)
    if unread := tuple(stage.source.name for stage in checked.student.stages if stage.unreadable or not stage.periods):
        return to_judge(mark("Sans dates lisibles : {names}.", names=unread), remedy)
    return _unless(
        broken[Severity.WARNING],
        mark("Règles à vérifier avec l'équipe : {names}."),
        remedy,
        mark("Les stages décrits satisfont les règles que Vitrail vérifie."),
        to_judge,
    )


def _certificates(checked: CheckedStudent) -> Observation:
    """Check that each finished stage declares its attestations, each finished employment its certificate.

    A stage that is due and not described (STG015) has none either: to write nothing of it is no way to be ready.
    """
    lacking = [(stage, uncertified(stage, checked.today)) for stage in checked.student.stages if stage.periods]
    asked = [(stage, hosts) for stage, hosts in lacking if over(stage, checked.today) or not hosts]
    absent = [fault.values["year"] for fault in checked.faults if fault.code == "STG015"]
    missing = (
        *(mark("{label} ({host})", label=stage.source.name, host=host) for stage, hosts in asked for host in hosts),
        *(mark("stage de {year}", year=year) for year in absent),
    )
    if missing:
        return not_met(
            mark("Attestation ou certificat non déclaré, ou délivré plus tard : {stages}.", stages=missing),
            mark(
                "Écrivez sa date sous « attestation » dans le stage (dans sa période, pour une seconde organisation), "
                "et joignez la pièce au dossier, jamais au site."
            ),
        )
    if not asked:
        return to_judge(
            mark("Aucun stage ni emploi terminé n'est décrit."),
            mark("Joignez au dossier une attestation ou un certificat de travail par organisation."),
        )
    remedy = mark("Pièces à joindre au dossier : vérifiez que vous les avez, signées.")
    return to_judge(mark("Toutes sont déclarées."), remedy)


def _sheets(checked: CheckedStudent) -> Observation:
    """Check that as many réalisations are proposed as there are fiches; those wholly refused by the team are named."""
    table = sheet_for(checked.framework, checked.student.session)
    if table is None:
        return to_judge(mark("Le référentiel n'a pas de fiche pour cette session."))
    offered = proposed(checked.student, checked.framework, table)
    titles = tuple(item.title for item in offered)
    wanted = table.count or max(1, len(titles))
    if len(titles) == wanted:
        if refused := tuple(item.title for item in offered if not item.listed):
            return met(mark("Proposées : {titles} ; l'équipe a refusé : {names}.", titles=titles, names=refused))
        return met(mark("Proposées : {titles}.", titles=titles))
    why: str = mark("Aucune réalisation n'est proposée.")
    if titles:
        why = nmark(
            "{n} réalisation est proposée, il en faut {wanted}.",
            "{n} réalisations sont proposées, il en faut {wanted}.",
            len(titles),
            wanted=wanted,
        )
    word = next(iter(words_of(checked.framework, table)), "")
    return not_met(why, mark("Écrivez « épreuves: [{word}] » dans celles que vous présenterez.", word=word))


def _sheets_cover(checked: CheckedStudent) -> Observation:
    """Check that the proposed réalisations together mobilise every competency of the fiche."""
    table = sheet_for(checked.framework, checked.student.session)
    offered = proposed(checked.student, checked.framework, table) if table else ()
    if table is None or not offered:
        return to_judge(mark("Rien n'est encore proposé."))
    if checked.framework.options and checked.student.option is None:
        return not_met(mark("L'option n'est pas choisie."), mark("Écrivez « option: » dans index.md."))
    return _unless(
        checked.named(left_aside(checked.student, checked.framework, table, offered)),
        mark("Ensemble, elles laissent de côté {names}."),
        mark("Citez-les dans l'une d'elles, ou proposez-en une autre."),
        mark("Ensemble, elles couvrent toutes les compétences de la fiche."),
    )


def _address(checked: CheckedStudent) -> Observation:
    if url := checked.school.address(addresses.student(checked.cohort, checked.student)):
        why = mark("Adresse du portfolio : {url}", url=url)
        if not on_paper(checked.school, checked.cohort, checked.student, today=checked.today):
            why = mark("Le public ne voit pas ce portfolio à son adresse : {url}", url=url)
        return to_judge(why, mark("Ouvrez-la depuis un autre réseau, sans compte, et emportez une copie du site."))
    return not_met(
        mark("L'adresse du site n'est pas connue."),
        mark("L'équipe l'écrit dans etablissement.yml (« adresse du site ») ; à défaut, remettez une copie du site."),
    )


def _opened(checked: CheckedStudent) -> Observation:
    """Check that the commission opens each production; those that it opens by the network are left to the candidate."""
    made = ((work, item) for work in checked.listed for item in work.productions)
    known = [
        (item.access, mark("{production} ({work})", production=item.title, work=work.title)) for work, item in made
    ]
    if closed := tuple(name for access, name in known if access in {Access.REFUSED, Access.MISSING}):
        remedy = mark("Joignez un fichier que le site publie : « vitrail check » dit ce qui manque à chacune.")
        return not_met(mark("La commission n'ouvrira pas : {names}.", names=closed), remedy)
    return _unless(
        (name for access, name in known if access is Access.LINK),
        mark("À ouvrir par le réseau : {names}."),
        mark("Vérifiez-les la veille depuis un autre réseau, et gardez-en une copie (captures, fichiers)."),
        mark("Aucune production ne dépend du réseau."),
        to_judge,
    )


def _watch(checked: CheckedStudent) -> Observation:
    if entries := len(checked.student.watch):
        return met(nmark("Une entrée de veille.", "{n} entrées de veille.", entries))
    remedy = mark("Créez un fichier par sujet dans le dossier « veille ».")
    return not_met(mark("Aucune entrée de veille."), remedy)


CHECKS: Mapping[Check, Callable[[CheckedStudent], Observation]] = {
    Check.COVERED: _covered,
    Check.STATED: lambda checked: _unless(
        (item.title for item in checked.listed if not item.claims),
        mark("Sans compétences dans leur en-tête : {names}."),
        mark("Écrivez-y leurs compétences, une phrase pour chacune : celles que seul le texte nomme ne comptent pas."),
        mark("Chaque réalisation précise ses compétences."),
    ),
    Check.TABLE: _tableau,
    Check.PERIODS: lambda checked: _unless(
        (item.title for item in checked.listed if not (item.period and item.period.end)),
        mark("Période absente ou sans fin : {names}."),
        mark("Écrivez « période: du … au … »."),
        mark("Toutes les périodes ont un début et une fin."),
    ),
    Check.PRODUCTIONS: lambda checked: _unless(
        (item.title for item in checked.listed if not any(proof.there for proof in item.productions)),
        mark("Sans document ni production que la commission lise : {names}."),
        mark("Écrivez leurs « productions »."),
        mark("Chaque réalisation a des productions."),
    ),
    Check.CERTIFICATES: _certificates,
    Check.SHEETS: _sheets,
    Check.SHEETS_COVER: _sheets_cover,
    Check.NETWORK: _opened,
    Check.ADDRESS: _address,
    Check.INTERNSHIPS: _internships,
    Check.VERDICTS: lambda checked: _unless(
        dict.fromkeys(proof.realisation for proof in checked.coverage.proofs if proof.state is State.CHANGED),
        mark("Modifiées depuis leur validation : {names}."),
        mark("Demandez à l'équipe de les relire."),
        mark("Aucune réalisation validée n'a changé depuis."),
    ),
    Check.SITUATIONS: lambda checked: _unless(
        (
            mark("{code} « {title} »", code=item.id, title=item.title)
            for item in situations_of(checked.framework, checked.student.option)
            if not any(item.id in work.situations for work in checked.student.counted)
        ),
        mark("Situations que rien ne montre : {names}."),
        mark("Écrivez « situations: [SO1] »."),
        mark("Toutes les situations obligatoires sont rencontrées."),
    ),
    Check.WATCH: _watch,
    Check.YOURS: lambda _: to_judge(
        mark("Aucun fichier ne peut le montrer."), mark("Vérifiez-le avec votre équipe avant l'épreuve.")
    ),
}
"""Check → the function that makes it."""
