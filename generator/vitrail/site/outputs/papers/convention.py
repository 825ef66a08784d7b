"""The convention of a stage: the clauses that the référentiel's text requires (R26, R28, R31–R34), and the annexes.

A clause is quoted if the référentiel gives its sentence, else named; the terms that a school agrees with a host come
from the file of private data, or are left to be written.
"""

from collections.abc import Iterator

from vitrail.content.addressing.spec import Content, templated
from vitrail.content.model.internships.internship import Clause
from vitrail.ground.language import Language
from vitrail.site.outputs.papers.stage import Field, Subject
from vitrail.site.pages.elements import Row


def convention(subject: Subject, language: Language) -> Content:
    """Fill a convention from the records and from private data."""
    signed = subject.host.agreement[1].signed_on
    return templated(
        "convention",
        title=subject.titled("Convention de stage"),
        parties=tuple(_parties(subject)),
        diploma=subject.diploma,
        options=subject.options,
        basis=_words(subject, "R29"),
        basis_note=subject.profile.source if subject.profile else "",
        articles=tuple(_articles(subject, language)),
        quality="" if subject.abroad else _words(subject, "R36"),
        annexe=tuple(_annexe(subject)),
        finances=(
            Field(label="Gratification", value=subject.private.get("gratification")),
            Field(label="Autres dispositions", value=subject.private.get("annexe", "finances"), lines=2),
        ),
        day=language.date(signed) if signed else "",
        notes=tuple(_notes(subject)),
    )


def _parties(subject: Subject) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """Yield the signatories, each with their fields."""
    private = subject.private
    yield (
        "L'établissement de formation",
        (
            Field(label="Nom", value=private.get("établissement", "nom") or subject.school.name or ""),
            Field(label="Adresse", value=private.get("établissement", "adresse"), lines=2),
            Field(label="Téléphone", value=private.get("établissement", "téléphone")),
            Field(label="Mél", value=private.get("établissement", "mél")),
            Field(label="Représenté par", value=private.get("établissement", "représentant")),
            Field(label="Professeur référent", value=subject.internship.supervisor or ""),
        ),
    )
    tutors = dict.fromkeys(tutor for _, period in subject.host.periods for tutor in period.tutors)
    named = " ; ".join(", ".join(filter(None, (tutor.name, tutor.position))) for tutor in tutors)
    yield (
        "L'organisation d'accueil",
        (
            Field(label="Nom", value=subject.host_name),
            Field(label="Adresse", value=subject.of_host("organisme", "adresse"), lines=2),
            Field(label="Téléphone", value=subject.of_host("organisme", "téléphone")),
            Field(label="Mél", value=subject.of_host("organisme", "mél")),
            Field(label="Représentée par", value=subject.of_host("organisme", "représentant")),
            Field(label="Tuteur (nom, fonction)", value=named),
            Field(label="Téléphone du tuteur", value=subject.of_host("tuteur", "téléphone")),
            Field(label="Mél du tuteur", value=subject.of_host("tuteur", "mél")),
        ),
    )
    yield (
        "L'étudiant stagiaire" if not subject.abroad else "L'étudiant",
        (
            Field(label="Nom et prénom", value=f"{subject.student.last_name} {subject.student.first_name}".strip()),
            Field(label="Né(e) le", value=private.get("stagiaire", "né le")),
            Field(label="Adresse", value=private.get("stagiaire", "adresse"), lines=2),
            Field(label="Téléphone", value=private.get("stagiaire", "téléphone")),
            Field(label="Mél", value=private.get("stagiaire", "mél")),
        ),
    )


def _articles(subject: Subject, language: Language) -> Iterator[Row]:
    """Yield the clauses in the order of the requirements, the extension last."""
    item = subject.internship
    yield _article(subject, "R31", Clause.LIABILITY)
    dates = " ; ".join(language.period(period) for period in subject.periods)
    yield _article(
        subject,
        "R32",
        Clause.OBJECTIVES,
        fields=(
            Field(label="Dates", value=dates),
            Field(label="Durée", value=f"{subject.weeks} semaines" if subject.weeks > 1 else ""),
            Field(label="Service et lieu", value=", ".join(part for part in (item.service, item.place) if part)),
            Field(label="Objectifs", value="\n".join(item.objectives), lines=3),
        ),
        lines=3,
    )
    work = Field(label="Situations de travail", value="\n".join(item.missions), lines=3)
    yield _article(subject, "R33", Clause.STEPS, fields=(work,))
    yield _article(subject, "R34", Clause.FOLLOW_UP)
    if item.extension and subject.last:
        longer = Field(label="Prolongation", value=language.period(item.extension))
        yield _article(subject, "R26", Clause.EXTENSION, fields=(longer,))
        yield _article(subject, "", Clause.ADMINISTRATION)


def _article(subject: Subject, rule: str, clause: Clause, *, fields: tuple[Field, ...] = (), lines: int = 4) -> Row:
    """Build an article: the quoted requirement, else the clause's name, then its known fields and the agreed text."""
    quote = _words(subject, rule)
    text = subject.private.get("clauses", clause.value)
    title = clause.value[:1].upper() + clause.value[1:]
    return Row(rule=rule if quote else "", quote=quote, title=title, fields=fields, text=text, lines=lines)


def _words(subject: Subject, rule: str) -> str:
    """Return the sentence of a requirement; empty when none was read."""
    requirement = subject.profile.requirements.get(rule) if subject.profile else None
    return requirement.quotation if requirement else ""


def _annexe(subject: Subject) -> Iterator[Field]:
    """Yield the fields of the annexe pédagogique, with the labels of a school's form."""
    said, item = subject.private, subject.internship
    yield Field(label="Horaires", value=said.get("annexe", "horaires"), lines=2)
    yield Field(label="Objectifs", value="\n".join(item.objectives), lines=3)
    yield Field(label="Activités prévues", value="\n".join(item.missions), lines=4)
    yield Field(label="Compétences visées", value=said.get("annexe", "compétences visées"), lines=3)
    yield Field(label="Matériel", value=said.get("annexe", "matériel"), lines=2)
    yield Field(label="Modalités d'évaluation", value=said.get("annexe", "évaluation"), lines=3)
    yield Field(label="Modalités du suivi", value=said.get("annexe", "suivi"), lines=3)


def _notes(subject: Subject) -> Iterator[str]:
    """Say what to check before signing."""
    yield from subject.misnamed
    if subject.profile and _words(subject, "R31"):
        yield (
            f"Les phrases entre guillemets sont celles d'un texte ({subject.profile.source}) ; le reste est à convenir "
            "entre les signataires. Le modèle de votre académie, s'il existe, l'emporte sur ce document."
        )
    else:
        yield (
            "Aucun texte lu par Vitrail ne fixe le contenu de cette convention pour ce référentiel : ses parties sont "
            "à convenir entre les signataires, et le modèle de votre académie, s'il existe, l'emporte."
        )
    if _words(subject, "R29"):
        yield "La base légale est celle que cite ce texte ; elle est datée : vérifiez qu'elle vaut encore."
    else:
        yield "La base légale n'a pas pu être vérifiée pour ce référentiel : une ligne est laissée pour l'écrire."
    if subject.abroad and (said := _words(subject, "R30")):
        yield f"« {said} » (R30)."
