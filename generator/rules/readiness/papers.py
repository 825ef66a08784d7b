"""Checks on what a candidate brings: certificates, fiches, what needs a network, what no file can show."""

from generator.diagnostics import Severity
from generator.frameworks.queries import columns_of, sheet_for, words_of
from generator.internships.stages import over
from generator.language import mark, nmark
from generator.model.internships.internship import Internship
from generator.model.realisation import ProductionState
from generator.rules.exam import mobilised, proposed
from generator.rules.readiness.candidate import AssessedCandidate, Observation, judge, met, not_met


def certificates(one: AssessedCandidate) -> Observation:
    """Each finished stage has its attestation, each finished employment its certificate: declared, to be attached."""
    ended = [stage for stage in one.student.stages if over(stage, one.today)]
    if not ended:
        return judge(
            mark("Aucun stage ni emploi terminé n'est décrit."),
            mark("Joignez au dossier une attestation ou un certificat de travail par organisation."),
        )
    missing = tuple(stage.slug for stage in ended if not _certified(stage))
    if missing:
        return not_met(
            mark("Attestation ou certificat non déclaré : {stages}.", stages=missing),
            mark("Écrivez sa date sous « attestation » dans le stage, et joignez la pièce au dossier, jamais au site."),
        )
    return judge(
        mark("Toutes sont déclarées."), mark("Pièces à joindre au dossier : vérifiez que vous les avez, signées.")
    )


def _certified(stage: Internship) -> bool:
    """True if every host of a stage gave its paper."""
    hosts: dict[str, bool] = {}
    for part in stage.periods:
        name = part.organisation.name if part.organisation else ""
        given = bool(part.certificate and part.certificate.delivered_on)
        hosts[name] = hosts.get(name, False) or given
    return bool(hosts) and all(hosts.values())


def internships(one: AssessedCandidate) -> Observation:
    """No rule on stages finds an erreur in this portfolio."""
    wrong = tuple(
        dict.fromkeys(
            item.code for item in one.diagnostics if item.code.startswith("STG") and item.severity is Severity.ERROR
        )
    )
    if wrong:
        return not_met(
            mark("Règles non satisfaites : {codes}.", codes=wrong),
            mark("Lancez « vitrail check » : chaque code y est expliqué."),
        )
    return met(mark("Les stages décrits satisfont les règles que Vitrail vérifie."))


def sheets(one: AssessedCandidate) -> Observation:
    """As many réalisations are proposed as the form describes."""
    table = sheet_for(one.framework, one.student.session or one.cohort.session)
    if table is None:
        return judge(mark("Le référentiel n'a pas de fiche pour cette session."))
    offered, words = proposed(one.student, one.framework, table), words_of(one.framework, table)
    wanted = table.count or max(1, len(offered))
    titles = tuple(item.title for item in offered)
    if len(offered) == wanted:
        return met(mark("Proposées : {titles}.", titles=titles))
    return not_met(
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


def sheets_cover(one: AssessedCandidate) -> Observation:
    """Together they call on every competency of the fiche."""
    table = sheet_for(one.framework, one.student.session or one.cohort.session)
    offered = proposed(one.student, one.framework, table) if table else ()
    if table is None or (one.framework.options and one.student.option is None) or not offered:
        return judge(mark("Rien n'est encore proposé, ou l'option n'est pas choisie."))
    done = mobilised(one.framework, offered)
    left = [code for code in columns_of(one.framework, table, one.student.option) if code not in done]
    if left:
        return not_met(
            mark("Ensemble, elles laissent de côté {codes}.", codes=one.named(left)),
            mark("Citez-les dans l'une d'elles, ou proposez-en une autre."),
        )
    return met(mark("Ensemble, elles couvrent toutes les compétences de la fiche."))


def network(one: AssessedCandidate) -> Observation:
    """Productions that are an address need a network and a server that answers on the day."""
    titles = tuple(
        mark("{production} ({work})", production=item.title, work=work.title)
        for work in one.works
        for item in work.productions
        if item.link and item.state is ProductionState.ONLINE
    )
    if titles:
        return judge(
            mark("À ouvrir par le réseau : {titles}.", titles=titles),
            mark("Vérifiez-les la veille depuis un autre réseau, et gardez-en une copie (captures, fichiers)."),
        )
    return met(mark("Aucune production ne dépend du réseau."))


def address(one: AssessedCandidate) -> Observation:
    """The portfolio has an address to give to the commission."""
    if one.school.site_url:
        return judge(
            mark("Adresse du site : {url}.", url=one.school.site_url),
            mark("Ouvrez-la depuis un autre réseau, sans compte, et emportez une copie du site."),
        )
    return not_met(
        mark("L'adresse du site n'est pas connue."),
        mark("L'équipe l'écrit dans etablissement.yml (« adresse du site ») ; à défaut, remettez une copie du site."),
    )


def yours(one: AssessedCandidate) -> Observation:
    """What only the candidate can see."""
    del one
    return judge(mark("Aucun fichier ne peut le montrer."), mark("Vérifiez-le avec votre équipe avant l'épreuve."))
