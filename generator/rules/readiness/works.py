"""Checks on what a portfolio proves: competencies, tableau, situations, veille."""

from generator.frameworks.queries import situations_of
from generator.language import mark, nmark
from generator.model.realisation import ProductionState, Realisation, Status
from generator.model.state import State
from generator.rules.readiness.candidate import AssessedCandidate, Observation, judge, met, not_met


def covered(one: AssessedCandidate) -> Observation:
    """Every column of the tableau is marked by a réalisation that counts."""
    tableau = one.coverage.tableau
    if tableau is None:
        return judge(mark("Le référentiel n'a pas de tableau pour cette session."))
    codes = [code for code in tableau.columns if code in one.framework.by_id]
    empty = [code for code in tableau.empty_columns if code in one.framework.by_id]
    if not empty:
        return met(nmark("La compétence est couverte.", "Les {n} compétences sont couvertes.", len(codes)))
    return not_met(
        mark("Aucune réalisation soumise ne couvre {codes}.", codes=one.named(empty)),
        mark("Citez-les dans une réalisation qui les a mises en œuvre, avec une phrase qui dit comment."),
    )


def stated(one: AssessedCandidate) -> Observation:
    """Every submitted réalisation says which competencies it calls on."""
    if not one.works:
        return not_met(
            mark("Aucune réalisation n'est soumise."), mark("Écrivez « statut: soumise » dans celles qui sont prêtes.")
        )
    silent = tuple(item.title for item in one.works if not item.claims)
    if silent:
        return not_met(
            mark("Sans compétences : {titles}.", titles=silent),
            mark("Écrivez leurs compétences, une phrase pour chacune."),
        )
    return met(
        nmark(
            "La réalisation précise ses compétences.",
            "Les {n} réalisations précisent leurs compétences.",
            len(one.works),
        )
    )


def tableau(one: AssessedCandidate) -> Observation:
    """The tableau exists and has rows."""
    tableau = one.coverage.tableau
    rows = {row.realisation for _, _, band in tableau.bands for row in band} if tableau else set()
    if rows:
        return met(nmark("Le tableau a une ligne.", "Le tableau a {n} lignes.", len(rows)))
    return not_met(
        mark("Le tableau n'a aucune ligne."), mark("Soumettez des réalisations : chacune y entre d'elle-même.")
    )


def periods(one: AssessedCandidate) -> Observation:
    """Every row has a first and a last day."""
    undated = tuple(item.title for item in one.works if item.period is None or item.period.end is None)
    if undated:
        return not_met(
            mark("Période absente ou sans fin : {titles}.", titles=undated), mark("Écrivez « période: du … au … ».")
        )
    return met(mark("Toutes les périodes ont un début et une fin."))


def documents(one: AssessedCandidate) -> Observation:
    """Every row lists a document or a production."""
    bare = tuple(item.title for item in one.works if not _shown(item))
    if bare:
        return not_met(
            mark("Sans document ni production : {titles}.", titles=bare), mark("Écrivez leurs « productions ».")
        )
    return met(mark("Chaque réalisation a des productions."))


def _shown(item: Realisation) -> bool:
    return any(one.state is not ProductionState.MISSING and not one.refused for one in item.productions)


def situations(one: AssessedCandidate) -> Observation:
    """Every mandatory situation was met."""
    asked = situations_of(one.framework, one.student.option)
    shown = {code for item in one.works for code in item.situations}
    left = tuple(mark("{code} « {title} »", code=item.id, title=item.title) for item in asked if item.id not in shown)
    if left:
        return not_met(
            mark("Situations que rien ne montre : {left}.", left=left), mark("Écrivez « situations: [SO1] ».")
        )
    return met(mark("Toutes les situations obligatoires sont rencontrées."))


def watch(one: AssessedCandidate) -> Observation:
    """The technology watch has entries with an analysis."""
    if one.student.watch:
        return met(nmark("Une entrée de veille.", "{n} entrées de veille.", len(one.student.watch)))
    return not_met(mark("Aucune entrée de veille."), mark("Créez un fichier par sujet dans le dossier « veille »."))


def verdicts(one: AssessedCandidate) -> Observation:
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
        return not_met(
            mark("Modifiées depuis leur validation : {slugs}.", slugs=changed),
            mark("Demandez à l'équipe de les relire."),
        )
    return met(mark("Aucune réalisation validée n'a changé depuis."))


def drafts(one: AssessedCandidate) -> Observation:
    """No réalisation is still a draft."""
    drafts = tuple(item.title for item in one.student.realisations if item.status is Status.DRAFT)
    if drafts:
        return judge(
            mark("Brouillons, que la commission ne voit pas : {titles}.", titles=drafts),
            mark("Terminez-les et écrivez « statut: soumise », ou laissez-les de côté."),
        )
    return met(mark("Aucun brouillon."))
