"""What a référentiel's texts ask for: requirements quoted in their words, and a profile of stages for each voie."""

from __future__ import annotations

from collections.abc import Iterator

from generator.language import mark
from generator.model.internships.regulation import Profile, Range, StageRequirement, range_of
from generator.model.pathway import Pathway
from generator.values.fields import Fields


def read_profiles(fields: Fields) -> dict[Pathway, Profile]:
    """Read the rules on stages, by voie; one that names no voie is of the school's."""
    found: dict[Pathway, Profile] = {}
    for entry in fields.entries("stages"):
        pathways = [item for item in entry.choices("voies") if isinstance(item, Pathway)]
        found |= dict.fromkeys(pathways or (Pathway.SCHOOL,), _profile(entry))
        entry.close()
    return found


def _profile(entry: Fields) -> Profile:
    made = (line.made() for line in entry.entries("exigences"))
    return Profile(
        **{"source": ""} | entry.values(),
        internships=not entry.flag("certificats de travail"),
        first=_range(entry, "première"),
        second=_range(entry, "seconde"),
        dimensions=tuple(_dimensions(entry)),
        requirements={item.rule: item for item in made if isinstance(item, StageRequirement)},
    )


def _range(entry: Fields, key: str) -> Range | None:
    written = entry.text(key)
    found = range_of(written) if written else None
    if written and found is None:
        entry.wrong(entry.route_of(key), key, mark("un nombre de semaines, « 5 » ou « 4 à 5 »"), written)
    return found


def _dimensions(entry: Fields) -> Iterator[tuple[str, str]]:
    for line in entry.entries("dimensions"):
        if title := line.text("titre"):
            yield title, line.text("mot") or title
        line.close()
