"""A host organisation of internships, and whether it is abroad (R30): overseas territories are France."""

from typing import ClassVar

from generator.model.source import Written

HOME = "FR"
DEPARTMENTS = frozenset({"GP", "MQ", "GF", "RE", "YT"})
"""Overseas départements (ISO 3166): the order applies there as in any other."""
TERRITORIES = frozenset({"BL", "MF", "PM", "WF", "PF", "NC", "TF"})
"""Other French territories: our reading is that they are not abroad, since no text was found that says so."""
DEPARTMENT_CODES = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT", "977": "BL", "978": "MF",
    "980": "MC", "984": "TF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
"""First figures of the postal codes of overseas France → ISO 3166, with Monaco, which is abroad."""
_FRENCH = frozenset({HOME}) | DEPARTMENTS | TERRITORIES


class Organisation(Written, frozen=True, kw_only=True):
    """A company or administration; ``public_name`` replaces its name outside the team when it is given."""

    SAID: ClassVar = frozenset({"name", "town", "kind"})

    slug: str
    """Empty when the organisation is written inside an internship's file."""
    name: str
    public_name: str | None = None
    town: str | None = None
    country: str = "FR"
    """ISO 3166 code, two letters."""
    kind: str | None = None
    services: tuple[str, ...] = ()
    """Dimensions of the trade it offers (R11), among ``rules.internships`` dimensions."""

    @property
    def shown_name(self) -> str:
        """The name to print outside the team."""
        return self.public_name or self.name


def is_abroad(country: str) -> bool:
    """True if a country, by its code or as somebody named it, is another than France."""
    return country not in _FRENCH
