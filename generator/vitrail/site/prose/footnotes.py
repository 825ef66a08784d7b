"""The footnotes of a text: numbered in the order of their calls, written below it with links back to each call."""

from collections import Counter
from collections.abc import Iterator
from html import escape

from vitrail.ground.language import Language, mark


class Footnotes:
    """The notes and the counts of calls, by case-folded label."""

    def __init__(self) -> None:
        """Begin without notes."""
        self._notes: dict[str, str] = {}
        self._calls: Counter[str] = Counter()
        self._numbers: dict[str, int] = {}

    def call(self, label: str) -> str:
        """Return the HTML of a call, a link to its note."""
        folded = label.casefold()
        number = self._numbers.setdefault(folded, len(self._numbers) + 1)
        self._calls[folded] += 1
        name = _name(self._calls[folded], number)
        return f'<sup id="{name}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'

    def keep(self, label: str, html: str) -> None:
        """Keep the HTML of a note; two notes with one label, as in two merged drafts, are joined."""
        folded = label.casefold()
        self._notes[folded] = self._notes.get(folded, "") + html

    def below(self, language: Language) -> Iterator[str]:
        """Yield the HTML of the notes in the order of their calls; those without a call come last, without links."""
        if not self._notes:
            return
        yield '<div class="footnote">\n<hr>\n<ol>\n'
        for label in dict.fromkeys((*self._numbers, *self._notes)):
            number = self._numbers.get(label)
            yield f'<li id="fn:{number}">\n' if number else "<li>\n"
            html = self._notes.get(label, "").rstrip("\n")
            ways = self._ways_back(label, language)
            if ways and html.endswith("</p>"):
                yield f"{html[:-4]}&#160;{ways}</p>"
            else:
                yield f"{html}\n<p>{ways}</p>" if ways else html
            yield "\n</li>\n"
        yield "</ol>\n</div>\n"

    def _ways_back(self, label: str, language: Language) -> str:
        number, calls = self._numbers.get(label, 0), self._calls[label]
        title = escape(language.sentence(mark("Retour au texte, note {n}"), {"n": number}))
        names = (_name(call, number) for call in range(1, calls + 1))
        return "".join(f'<a class="footnote-backref" href="#{name}" title="{title}">&#8617;</a>' for name in names)


def _name(call: int, number: int) -> str:
    return f"fnref{call if call > 1 else ''}:{number}"
