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
            code
            for code in self.wanted
            if not any(proposal == code or proposal.startswith(f"{code}.") for proposal in self.proposed)
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
        texts = [text for text in self.texts if option in {None, text.option}]
        wanted = sum(len(text.wanted) for text in texts)
        return wanted - sum(len(text.missed) for text in texts), wanted


def measure(framework: Framework, lexicon: Lexicon, path: Path, most: int = 5) -> Measured:
    """Read the texts of an evaluation and propose codes for each."""
    texts = yaml.safe_load(path.read_text("utf-8"))
    return Measured(
        tuple(
            Text(
                option=text["option"],
                said=text["text"],
                wanted=tuple(text["codes"]),
                proposed=tuple(
                    proposal.code for proposal in propose(lexicon, framework, text["option"], text["text"], most)
                ),
            )
            for text in texts
        )
    )


def blocks(framework: Framework, lexicon: Lexicon, path: Path) -> Mapping[str, str]:
    """Write the figures, and the misses."""
    measured = measure(framework, lexicon, path)
    options: tuple[str | None, ...] = (*(option.id for option in framework.options), None)
    rows = [
        (
            option or "les deux",
            str(sum(option in {None, text.option} for text in measured.texts)),
            "{} sur {}".format(*measured.counts(option)),
            f"{measured.recall(option):.0%}".replace("%", " %"),
        )
        for option in options
    ]
    missed = [
        (text.option, text.said, ", ".join(text.missed), ", ".join(text.proposed) or "rien")
        for text in measured.texts
        if text.missed
    ]
    entries = [(name or "les deux options", str(len(section))) for name, section in lexicon.entries.items()]
    return {
        "mesure": table(("Option", "Textes", "Codes trouvés", "Rappel à 5"), rows),
        "manques": table(("Option", "Texte", "Code attendu", "Codes proposés"), missed),
        "entrees": table(("Pour", "Entrées"), entries),
    }
