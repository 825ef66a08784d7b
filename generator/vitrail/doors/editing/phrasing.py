"""« Ajouter une phrase pour B1.3 »: edits for competencies cited without a sentence, and for those not covered yet."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vitrail.content.model.realisation import Claim, Realisation
from vitrail.content.values.folding import fold_key
from vitrail.content.values.keys import REALISATION
from vitrail.doors.editing.cursor import keys_of
from vitrail.doors.editing.door import JudgedPortfolio
from vitrail.ground.diagnostics import Fix, Place, TextEdit
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_SAYS: Final = "à compléter"
"""Placeholder of the sentence, which drafts use too, and ``check`` reports."""
_HEAD: Final = regex(r"(?P<key>[^\s#:][^:]*):\s*(?P<rest>.*)$")
_MOST: Final = 5
"""Most missing competencies that are proposed."""


def phrases(lines: Sequence[str], rows: range, path: str, known: JudgedPortfolio) -> Iterator[Fix]:
    """Yield the edits that add a sentence to each claim without one in these lines, and a line for uncovered codes."""
    works = known.student.realisations if known.student else ()
    work = next((work for work in works if work.source.path == path), None)
    if work is None:
        return
    for claim in work.claims:
        if claim.sentence is None and claim.place.path == path and claim.place.line - 1 in rows:
            yield from _said(claim, lines)
    yield from _missing(work, lines, rows, known)


def _said(claim: Claim, lines: Sequence[str]) -> Iterator[Fix]:
    """Yield the edit that adds a sentence to a code, in any form of citation: « B1.3: », « - B1.3 », « [B1.3] »."""
    row = claim.place.line - 1
    line = lines[row] if row < len(lines) else ""
    cited = re.search(rf"[\"']?{re.escape(claim.cited)}(?![\w.])[\"']?(?P<colon>\s*:)?", line)
    if cited is None:
        return
    before, after = line[: cited.start()], line[cited.end() :]
    if cited["colon"]:
        text = f"{cited[0]} {_SAYS}"
    elif re.fullmatch(r"\s*(?:-\s+)+", before) and not after.strip():
        text = f"{cited[0]}: {_SAYS}"
    else:
        text = f"{{{cited[0]}: {_SAYS}}}"
    start, end = cited.start() + 1, cited.end() + 1
    yield _fix(
        claim.cited, Place(path=claim.place.path, line=row + 1, column=start, end_line=row + 1, end_column=end), text
    )


def _missing(work: Realisation, lines: Sequence[str], rows: range, known: JudgedPortfolio) -> Iterator[Fix]:
    """Yield edits that add uncovered codes below « compétences: », unless its codes have dashes or are on its line."""
    within = keys_of(lines, markdown=True)
    for row in (row for row in rows if row in within):
        head = _HEAD.match(lines[row])
        below = lines[row + 1] if row + 1 in within else ""
        named = head and not head["rest"] and fold_key(head["key"]) in REALISATION["compétences"].names
        if not named or below.strip().startswith("-"):
            continue
        indent = below[: len(below) - len(below.lstrip())] or "  "
        cited = {claim.competency for claim in work.claims}
        gaps = [code for code in (known.coverage.gaps if known.coverage else ()) if code not in cited]
        end = len(lines[row]) + 1
        place = Place(path=work.source.path, line=row + 1, column=end, end_line=row + 1, end_column=end)
        yield from (_fix(code, place, f"\n{indent}{code}: {_SAYS}") for code in gaps[:_MOST])


def _fix(code: str, place: Place, text: str) -> Fix:
    title = mark("Ajouter une phrase pour {code}", code=code)
    return Fix(title=title, edits=(TextEdit(place, text),), safe=False)
