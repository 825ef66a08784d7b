"""The words of an edition, in its language and as far as its readers may know: what pages call ``say``."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.ledger import ONLY_FOR
from vitrail.content.model.state import State
from vitrail.ground.language import Language, Period, elided
from vitrail.ground.language.phrase import Value
from vitrail.site.pages import states


class Wording(Struct, frozen=True):
    """A language and an audience; called with a sentence, it translates the sentence and fills it."""

    language: Language
    audience: Audience

    def __call__(self, message: str, /, **values: str | int) -> str:
        """Translate a sentence and fill it."""
        template = self.language.gettext(message)
        return elided(template, values).format(**values) if values else template

    def count(self, singular: str, plural: str, number: int, /, **values: str | int) -> str:
        """Translate a counted sentence and fill it, its ``{n}`` with the number."""
        return self.language.ngettext(singular, plural, number).format(n=self.language.number(number), **values)

    def write(self, value: Value) -> str:
        """Write a phrase, a date, a list or a number; an author's text comes out as it is."""
        return self.language.write(value)

    def listing(self, items: Iterable[str]) -> str:
        """Write « A, B et C »."""
        return self.language.listing(items)

    def period(self, period: Period | None) -> str:
        """Write a period, or nothing."""
        return self.language.period(period) if period else ""

    def day(self, day: date | None) -> str:
        """Write a date, or nothing."""
        return self.language.date(day) if day else ""

    def withheld(self, visibility: Visibility) -> str:
        """Say to whom an item is reserved; empty when everyone may see it."""
        return self(ONLY_FOR[visibility]) if visibility in ONLY_FOR else ""

    def sign(self, state: State) -> str:
        """Return the key of the sign that this audience sees for a state."""
        return states.sign(state, self.audience).key

    def legend(self, shown: Iterable[str]) -> tuple[str, ...]:
        """Put keys of signs in the order of the legend, each once."""
        known = frozenset(shown)
        return tuple(item.key for item in states.legend(self.audience) if item.key in known)
