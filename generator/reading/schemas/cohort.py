"""promotion.yml: the référentiel, the session, the years and the team of a class."""

from __future__ import annotations

from generator.diagnostics import Diagnostic
from generator.model.school import Cohort
from generator.values.document import Document
from generator.values.fields import Fields, open_fields
from generator.values.keys import COHORT


def read_cohort(document: Document, slug: str, faults: list[Diagnostic]) -> tuple[Cohort, str | None]:
    """Read a class and the référentiel that it names, not checked yet."""
    fields = open_fields(document, faults, COHORT)
    years = fields.inner("années")
    first, second = (years.period("première"), years.period("seconde")) if years else (None, None)
    if years:
        years.close()
    cohort = Cohort(
        **{"name": slug.rpartition("/")[2]} | fields.values(),
        slug=slug,
        first_year=first,
        second_year=second,
        internship_profile=_profile(fields),
        weekly_reports_required=fields.choice("rapports hebdomadaires") == "exigés",
        former_names=tuple(name.strip("/") for name in fields.texts("vient de")),
        source=document.source,
    )
    framework = fields.text("référentiel")
    fields.close()
    return cohort, framework


def _profile(fields: Fields) -> dict[str, object]:
    """Keep the internship profile as written: the internship rules know its keys."""
    value = fields.raw("profil de stage")
    if isinstance(value, dict):
        return dict(value)
    return {"nom": value} if isinstance(value, str) else {}
