"""promotion.yml: the référentiel, the session, the years and the team of a class."""

from __future__ import annotations

from types import MappingProxyType

from generator.diagnostics import Diagnostic
from generator.language import quoted
from generator.model.school import Cohort, Teacher
from generator.model.student import ExamForm
from generator.values.document import Document, Value
from generator.values.fields import Fields, open_fields
from generator.values.folding import fold

_FORMS = MappingProxyType({"ponctuel": ExamForm.SINGLE, "contrôle en cours de formation": ExamForm.CCF})
_ALIASES = MappingProxyType({"annee": "annees", "rapports": "rapports hebdomadaires", "profil": "profil de stage"})


def read_cohort(document: Document, slug: str, faults: list[Diagnostic]) -> tuple[Cohort, str | None]:
    """Read a class and the référentiel that it names, not checked yet."""
    fields = open_fields(document, faults, _ALIASES)
    years = fields.inner("années")
    first = years.period("première") if years else None
    second = years.period("seconde") if years else None
    if years:
        years.asked.setdefault("deuxieme", "seconde")
        second = second or years.period("deuxième")
        years.close()
    framework = fields.text("référentiel", required=True)
    session = fields.number("session")
    if session is None and fields.raw("session") is None:
        fields.report("STR017", "session", key="session")
    cohort = Cohort(
        slug=slug,
        name=fields.text("nom") or slug.rpartition("/")[2],
        session=session,
        first_year=first,
        second_year=second,
        team=_team(fields),
        exam_form=fields.choice("forme", ExamForm, _FORMS),
        scale=fields.texts("échelle"),
        internship_profile=_profile(fields),
        weekly_reports_required=_required(fields),
        publish_until=fields.day("publier jusqu'au"),
        source=document.source,
    )
    fields.close()
    return cohort, framework


def _team(fields: Fields) -> tuple[Teacher, ...]:
    found = []
    for entry in fields.entries("équipe"):
        if not isinstance(entry, Fields):
            found.append(Teacher(name=entry[1]))
            continue
        name = entry.text("nom", required=True)
        teacher = Teacher(name=name or "", role=entry.text("rôle"), subjects=entry.texts("matières"))
        found.extend([teacher] if name else [])
        entry.close()
    return tuple(found)


def _profile(fields: Fields) -> dict[str, object]:
    """Keep the internship profile as written: the internship rules know its keys."""
    value: Value = fields.raw("profil de stage")
    if isinstance(value, dict):
        return dict(value)
    return {"nom": value} if isinstance(value, str) else {}


def _required(fields: Fields) -> bool:
    value = fields.text("rapports hebdomadaires")
    if value is None or fold(value) in {"libres", "libre", "non"}:
        return False
    if fold(value) in {"exiges", "exige", "oui", "obligatoires"}:
        return True
    fields.report(
        "STR020",
        "rapports hebdomadaires",
        key="rapports hebdomadaires",
        value=value,
        words=quoted(("exigés", "libres")),
    )
    return False
