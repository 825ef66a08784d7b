"""The attestation de stage: the fields of the model of the circulaire (session 2022, annexe 9), in its words.

The content of the stage is a field only where R41 asks for it: the 2022 model has none.
"""

from collections.abc import Iterator

from vitrail.content.addressing.spec import Content, templated
from vitrail.content.values.folding import fold
from vitrail.ground.language import Language
from vitrail.ground.regex import regex
from vitrail.site.outputs.papers.stage import Box, Field, Subject

_SEXES = ("F", "M")
_EUROS = regex(r"(\d(?:[\d\s.,]*\d)?)\s*(?:€|euros?)?")
"""An amount, for the model's « montant total de … euros »; other words (« Aucune ») stand by themselves."""


def attestation(subject: Subject, language: Language) -> Content:
    """Fill an attestation from the records and from private data."""
    paper, private = subject.certificate, subject.private
    weeks = paper.weeks or subject.weeks
    amount = _EUROS.fullmatch(private.get("gratification"))
    return templated(
        "attestation",
        title=subject.titled("Attestation de stage"),
        host=(
            Field(label="Nom ou dénomination sociale", value=subject.host_name),
            Field(label="Adresse", value=subject.of_host("organisme", "adresse"), lines=2),
            Field(label="☎", value=subject.of_host("organisme", "téléphone")),
        ),
        trainee=(
            Field(label="Nom", value=subject.student.last_name),
            Field(label="Prénom", value=subject.student.first_name),
            Field(label="Né(e) le", value=private.get("stagiaire", "né le")),
            Field(label="Adresse", value=private.get("stagiaire", "adresse"), lines=2),
            Field(label="☎", value=private.get("stagiaire", "téléphone")),
            Field(label="Mél", value=private.get("stagiaire", "mél")),
        ),
        sexes=tuple(Box(label=sex, ticked=fold(private.get("stagiaire", "sexe")) == fold(sex)) for sex in _SEXES),
        diploma=subject.diploma,
        options=subject.options,
        school=subject.school.name or "",
        start=language.date(paper.start or subject.host.start),
        end=language.date(subject.end) if subject.end else "",
        weeks=str(weeks) if weeks else "",
        content=_content(subject),
        amount=amount[1] if amount else "",
        amount_in_words="" if amount else private.get("gratification"),
        place=subject.of_host("organisme", "fait à"),
        day=language.date(paper.delivered_on) if paper.delivered_on else "",
        signatory=subject.of_host("organisme", "représentant") or paper.by or "",
        notes=tuple(_notes(subject)),
    )


def _content(subject: Subject) -> Field | None:
    """Return the field for the content of the stage, which R41 asks for; None otherwise: the model has none."""
    profile = subject.profile
    if profile is None or not profile.certificate_content:
        return None
    missions = "\n".join(subject.internship.missions)
    return Field(label="Contenu du stage", value=subject.certificate.content or missions, lines=4)


def _notes(subject: Subject) -> Iterator[str]:
    """Say what to check before signing."""
    yield from subject.misnamed
    if subject.profile and subject.profile.certificate_model:
        yield (
            f"Ce document reprend les champs d'un modèle officiel ({subject.profile.certificate_model}) ; vérifiez que "
            "celui de la session du candidat n'est pas un autre, et ce que demande votre académie."
        )
    else:
        yield "Aucun modèle d'attestation n'est connu pour ce référentiel : vérifiez ce que demande votre académie."
    if subject.certificate.weeks is None and subject.weeks:
        yield "Le nombre de semaines est compté par Vitrail, faute d'être écrit dans le stage : vérifiez-le."
    if subject.spent.hours:
        yield (
            "Présence effective d'après la fiche du stage, absences et jours fériés déduits : "
            f"{subject.spent.days} jours de 7 heures, soit {subject.spent.hours} heures."
        )
    if subject.certificate.weeks is not None and subject.weeks and subject.certificate.weeks != subject.weeks:
        yield (
            f"Le stage écrit {subject.certificate.weeks} semaines à l'attestation, ses dates en font compter "
            f"{subject.weeks} : vérifiez lequel est juste."
        )
    yield "La note du modèle sur les droits à pension n'est citée que par ses articles : son texte n'a pas été trouvé."
