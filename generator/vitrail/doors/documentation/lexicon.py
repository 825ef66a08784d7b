"""Measure the lexicon's recall on texts whose codes a teacher chose, and list its misses, for ``docs/lexique.md``."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from vitrail.content.frameworks.lexicon import lexicon_of
from vitrail.content.frameworks.proposing import propose
from vitrail.content.model.framework import Framework
from vitrail.doors.documentation.stages import table

_MOST = 5
"""Codes that are proposed for a text, at most."""


class Text(Struct, frozen=True, kw_only=True):
    """A student's text, the codes wanted and those proposed, best first."""

    option: str
    said: str
    wanted: tuple[str, ...]
    proposed: tuple[str, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """The wanted codes that are not proposed, and none of whose children is."""
        return tuple(
            code
            for code in self.wanted
            if not any(proposal == code or proposal.startswith(f"{code}.") for proposal in self.proposed)
        )


def counts(texts: Iterable[Text]) -> tuple[int, int]:
    """Return how many wanted codes are proposed, and how many are wanted."""
    pairs = [(len(text.wanted) - len(text.missed), len(text.wanted)) for text in texts]
    return sum(right for right, _ in pairs), sum(wanted for _, wanted in pairs)


def measure(framework: Framework, path: Path) -> tuple[Text, ...]:
    """Read the texts of an evaluation and propose codes for each."""
    return tuple(
        Text(
            option=text["option"],
            said=text["text"],
            wanted=tuple(text["codes"]),
            proposed=tuple(propose(framework, text["option"], text["text"], _MOST)),
        )
        for text in yaml.safe_load(path.read_text("utf-8"))
    )


def blocks(framework: Framework, path: Path) -> Mapping[str, str]:
    """Return the blocks of the page by name: the recall, the misses, the counts of entries."""
    texts = measure(framework, path)
    groups = {option.id: [text for text in texts if text.option == option.id] for option in framework.options}
    rows = []
    for name, group in {**groups, "les deux": texts}.items():
        right, wanted = counts(group)
        rows.append((name, str(len(group)), f"{right} sur {wanted}", f"{right / wanted:.0%}".replace("%", " %")))
    missed = [
        (text.option, text.said, ", ".join(text.missed), ", ".join(text.proposed) or "rien")
        for text in texts
        if text.missed
    ]
    entries = [
        (name or "les deux options", str(len(section))) for name, section in lexicon_of(framework).entries.items()
    ]
    return {
        "mesure": table(("Option", "Textes", "Codes trouvés", "Rappel à 5"), rows),
        "manques": table(("Option", "Texte", "Code attendu", "Codes proposés"), missed),
        "entrees": table(("Pour", "Entrées"), entries),
    }
