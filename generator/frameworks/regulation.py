"""What a référentiel's texts ask for: requirements quoted in their words, and a profile of stages for each voie."""

from __future__ import annotations

from collections.abc import Iterator

from generator.language import mark
from generator.model.pathway import Pathway
from generator.model.regulation import Profile, Range, StageRequirement, range_of
from generator.values.fields import Fields


def _requirements(fields: Fields) -> Iterator[StageRequirement]:
    """Read what is asked for; a requirement without a text may be its number alone."""
    for entry in fields.records("exigences", "règle"):
        if rule := entry.text("règle", required=True):
            yield StageRequirement(
                rule=rule,
                text=entry.text("texte"),
                section=entry.text("paragraphe"),
                source=entry.text("source"),
            )
        entry.close()


def read_profiles(fields: Fields) -> dict[Pathway, Profile]:
    """Read the rules on stages, by voie; one that names no voie is of the school's."""
    found: dict[Pathway, Profile] = {}
    for entry in fields.mappings("stages"):
        pathways = entry.choices("voies", Pathway) or (Pathway.SCHOOL,)
        profile = _profile(entry)
        entry.close()
        found |= dict.fromkeys(pathways, profile)
    return found


def _profile(entry: Fields) -> Profile:
    return Profile(
        source=entry.text("source") or "",
        unverified=entry.flag("non vérifié"),
        internships=not entry.flag("certificats de travail"),
        total=entry.number("durée"),
        first=_range(entry, "première"),
        second=_range(entry, "seconde"),
        extension=entry.number("prolongation"),
        rest=entry.number("repos"),
        certificate_content=entry.flag("contenu sur l'attestation"),
        certificate_model=entry.text("modèle d'attestation"),
        organisation_kinds=entry.texts("organisations"),
        dimensions=tuple(_dimensions(entry)),
        requirements={item.rule: item for item in _requirements(entry)},
    )


def _range(entry: Fields, key: str) -> Range | None:
    written = entry.text(key)
    found = range_of(written) if written else None
    if written and found is None:
        entry.wrong(entry.route_of(key), key, mark("un nombre de semaines, « 5 » ou « 4 à 5 »"), written)
    return found


def _dimensions(entry: Fields) -> Iterator[tuple[str, str]]:
    for line in entry.records("dimensions", "titre"):
        if title := line.text("titre", required=True):
            yield title, line.text("mot") or title
        line.close()
