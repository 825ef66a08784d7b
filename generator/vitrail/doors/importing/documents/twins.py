"""Works that are told twice: on two pages of a site, in two documents of one report."""

import re
from collections.abc import Iterable, Iterator, Mapping

from vitrail.content.values.folding import fold
from vitrail.doors.importing.documents.texts import WORDS, suffix_of
from vitrail.doors.importing.draft import UNKNOWN, Draft, Note, Treatment
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_RANK = regex(r"(?:(?:projet|mission|atelier|tp|ap|ppe|realisation)s? ?)?(?:n°? ?)?\d{0,2} ?[:.)–—-]? ?")
"""What is before the title of a numbered work: « Projet 1 : »."""
_WORD = regex(r"[a-z]{3,}")
_MOST = 0.75
"""Part of the words of a text, from which another text has most of them."""
_HEAD = 300
"""Characters of a document without a heading, among which its title is."""
_LONG = 15
"""Words of a title that is looked for there, at most; two at least."""


class Twins:
    """The works of a source, of which one that is told twice is kept where it is told at length."""

    def __init__(self, drafts: Iterable[Draft], said: Mapping[str, str]) -> None:
        """Take the works, and ``said``: document → its words."""
        self._said = {place: frozenset(_WORD.findall(fold(text))) for place, text in said.items()}
        self._heads = {place: _bare(text[:_HEAD]).split() for place, text in said.items()}
        self.others: dict[str, Draft] = {}
        """Place of a work that is left → the one that is kept."""
        self.notes: list[Note] = []
        every = [(draft, self._words(draft)) for draft in drafts]
        longest = sorted(every, key=lambda row: -len(row[1]))
        titled: dict[str, list[tuple[Draft, frozenset[str]]]] = {}
        for draft, words in longest:
            known = (row for title in self._titles(draft) for row in titled.get(title, ()))
            twin = next((longer for longer, others in known if _most(words, others)), None)
            if twin is None:
                titled.setdefault(_bare(draft.title), []).append((draft, words))
            else:
                self._join(draft, twin)
        self.kept = tuple(draft for draft, _ in every if draft.place not in self.others)
        """The others, in the order of the source."""

    def _words(self, draft: Draft) -> frozenset[str]:
        texts = (frozenset(_WORD.findall(fold(passage.text))) for passage in draft.passages)
        return frozenset().union(*texts, *(self._said.get(place, ()) for place in draft.attached))

    def _titles(self, draft: Draft) -> Iterator[str]:
        """Yield the title of a work, and for one that is a document without text what its first words may be."""
        yield _bare(draft.title)
        for place in draft.attached if not any(passage.text.strip() for passage in draft.passages) else ():
            head = self._heads.get(place, [])
            runs = (" ".join(head[start:end]) for start in range(len(head)) for end in range(start + 2, start + _LONG))
            yield from dict.fromkeys(runs)

    def _join(self, shorter: Draft, longer: Draft) -> None:
        """Give the work that is kept what the other alone has: keys, competencies, pictures, other documents."""
        longer.keys |= {
            key: value
            for key, value in shorter.keys.items()
            if value != UNKNOWN and longer.keys.get(key, UNKNOWN) == UNKNOWN
        }
        longer.codes = {**shorter.codes, **longer.codes}
        longer.proposed = {code: why for code, why in longer.proposed.items() if code not in longer.codes}
        longer.shown = list(dict.fromkeys((*longer.shown, *shorter.shown)))
        longer.left += shorter.left
        longer.notes += (note for note in shorter.notes if note.fate is Treatment.TO_DO)
        for place in shorter.attached:
            self._attach(place, longer)
        self.others[shorter.place] = longer
        text = mark("même titre et presque les mêmes mots que « {kept} », plus long, qui seul est repris.",
                    kept=longer.place)  # fmt: skip
        self.notes.append(Note(shorter.place, text, Treatment.KEPT))

    def _attach(self, place: str, longer: Draft) -> None:
        """Add a document that says something else, or the PDF of the text that is kept, which it then replaces."""
        words, every = self._said.get(place, frozenset()), self._words(longer)
        sources = [name for name in longer.attached if suffix_of(name) in WORDS]
        if suffix_of(place) == ".pdf" and _most(every, words) and len(sources) == len(longer.attached):
            for name in sources:
                why = mark("« {name} » : son PDF est la production, lui a donné son texte.", name=name)
                longer.note(why, Treatment.KEPT)
            longer.attached = [place]
        elif not (words and _most(words, every)):
            longer.attached.append(place)


def _bare(title: str) -> str:
    """Fold a title without its number, and its signs."""
    folded = fold(title)
    met = _RANK.match(folded)
    return " ".join(re.findall(r"[a-z0-9]+", folded[met.end() if met else 0 :]))


def _most(some: frozenset[str], others: frozenset[str]) -> bool:
    return len(some & others) >= _MOST * len(some)
