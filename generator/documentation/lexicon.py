"""What the lexicon finds of texts whose codes a teacher chose, and what it misses, for ``docs/lexique.md``."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from generator.documentation.stages import table
from generator.frameworks.lexicon import Lexicon
from generator.frameworks.proposing import propose
from generator.model.framework import Framework


class Text(Struct, frozen=True, kw_only=True):
    """A student's text, the codes wanted and those proposed, best first."""

    option: str
    said: str
    wanted: tuple[str, ...]
    proposed: tuple[str, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """The codes wanted that are not proposed, nor any child of theirs."""
        return tuple(
            code for code in self.wanted if not any(one == code or one.startswith(f"{code}.") for one in self.proposed)
        )


class Measured(Struct, frozen=True):
    """All the texts."""

    texts: tuple[Text, ...]

    def recall(self, option: str | None) -> float:
        """Return the share of the codes wanted that are proposed, for an option or for both."""
        right, wanted = self.counts(option)
        return right / wanted

    def counts(self, option: str | None) -> tuple[int, int]:
        """Return how many codes are proposed, of how many wanted."""
        texts = [one for one in self.texts if option in {None, one.option}]
        wanted = sum(len(one.wanted) for one in texts)
        return wanted - sum(len(one.missed) for one in texts), wanted


def measure(framework: Framework, lexicon: Lexicon, path: Path, most: int = 5) -> Measured:
    """Read the texts of an evaluation and propose codes for each."""
    texts = yaml.safe_load(path.read_text("utf-8"))
    return Measured(
        tuple(
            Text(
                option=one["option"],
                said=one["text"],
                wanted=tuple(one["codes"]),
                proposed=tuple(
                    proposal.code for proposal in propose(lexicon, framework, one["option"], one["text"], most)
                ),
            )
            for one in texts
        )
    )


def blocks(framework: Framework, lexicon: Lexicon, path: Path) -> Mapping[str, str]:
    """Write the figures, and the misses."""
    measured = measure(framework, lexicon, path)
    options: tuple[str | None, ...] = (*(one.id for one in framework.options), None)
    rows = [
        (
            option or "les deux",
            str(sum(option in {None, one.option} for one in measured.texts)),
            "{} sur {}".format(*measured.counts(option)),
            f"{measured.recall(option):.0%}".replace("%", " %"),
        )
        for option in options
    ]
    missed = [
        (one.option, one.said, ", ".join(one.missed), ", ".join(one.proposed) or "rien")
        for one in measured.texts
        if one.missed
    ]
    entries = [(name or "les deux options", str(len(section))) for name, section in lexicon.entries.items()]
    return {
        "mesure": table(("Option", "Textes", "Codes trouvés", "Rappel à 5"), rows),
        "manques": table(("Option", "Texte", "Code attendu", "Codes proposés"), missed),
        "entrees": table(("Pour", "Entrées"), entries),
    }
