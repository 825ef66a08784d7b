"""Conversion of a former portfolio's work to drafts of the next one, whose référentiel has other competencies.

Nothing is decided for the student: an identical competency keeps its sentence, a near one is proposed with it, one
that is gone becomes a remark; the text stays as it is, and files keep the paths by which it names them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from vitrail.content.model.framework import Framework, Kinship
from vitrail.content.model.realisation import Realisation
from vitrail.content.values.folding import fold_key
from vitrail.content.values.keys import REALISATION
from vitrail.doors.importing.draft import Note, Treatment
from vitrail.doors.scaffolding.files import quoted
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_KEY = regex(r"^(?P<name>[^\W\d_][^:\n]*?)\s*:", re.MULTILINE)
_REWRITTEN: Final = frozenset(name for key in ("compétences", "statut") for name in REALISATION[key].names)
_ASIDE: Final = frozenset(
    name for key in ("auto-évaluation", "épreuves", "situations", "vient de") for name in REALISATION[key].names
)
"""Keys without meaning in another référentiel, or in another portfolio: kept as remarks."""
_PROOFS: Final = frozenset(REALISATION["productions"].names)


def moved(work: Realisation, file: Path, before: Framework) -> tuple[str, tuple[Note, ...]] | None:
    """Return a former réalisation as a draft, with notes on its competencies; None when it has no keys."""
    text = file.read_text("utf-8-sig")
    match = re.match(r"---\r?\n(?P<keys>.*?)\r?\n---[ \t]*(?:\r?\n|$)(?P<body>.*)", text, re.DOTALL)
    if match is None:
        return None
    keys = (*_kept(match["keys"], before), "statut: brouillon", "compétences:", *_claims(work, before))
    return "\n".join(("---", *keys, "---", "")) + match["body"], tuple(_notes(work, before))


def _kept(keys: str, before: Framework) -> Iterator[str]:
    """Yield the lines of the keys that stay, those of ``_ASIDE`` as remarks."""
    starts = [match.start() for match in _KEY.finditer(keys)]
    if starts and keys[: starts[0]].strip():
        yield keys[: starts[0]].rstrip("\r\n")
    for start, end in zip(starts, (*starts[1:], len(keys)), strict=True):
        block = keys[start:end].rstrip()
        name = fold_key(block.partition(":")[0])
        if name in _ASIDE:
            yield from (f"# {line}" for line in block.splitlines())
        elif name not in _REWRITTEN:
            yield _recoded(block, before) if name in _PROOFS else block


def _recoded(block: str, before: Framework) -> str:
    """Replace the codes that productions prove by the next référentiel's, if the competencies are identical."""
    same = {item.id: heir.code for item in before.competencies for heir in item.heirs if heir.kinship is Kinship.SAME}
    words = sorted(map(re.escape, same), key=len, reverse=True)
    return re.sub(rf"(?<![\w.])(?:{'|'.join(words)})(?![\w.])", lambda match: same[match[0]], block) if words else block


def _claims(work: Realisation, before: Framework) -> Iterator[str]:
    """Yield the lines of the competencies: new codes, as keys if identical and not yet given, else as remarks."""
    taken: set[str] = set()
    for claim in work.claims:
        item = before.by_id.get(claim.competency or "")
        said = quoted(claim.sentence) if claim.sentence else ""
        heirs = item.heirs if item else ()
        if not [heir for heir in heirs if heir.code]:
            yield f"  # {claim.cited} : {said}".rstrip(" :")
        for heir in (heir for heir in heirs if heir.code):
            ready = heir.kinship is Kinship.SAME and heir.code not in taken
            if not ready:
                yield f"  # {heir.kinship.value} de {claim.cited} : ôtez le # et dites comment"
            taken |= {heir.code} if ready else set()
            yield f"  {'' if ready else '#'}{heir.code}: {said}".rstrip()


_TOLD = {
    Kinship.SAME: mark("Identiques : {codes}."),
    Kinship.NEAR: mark("Proches, à relire : {codes}."),
    Kinship.GONE: mark("Disparues, gardées en remarque : {codes}."),
}


def _notes(work: Realisation, before: Framework) -> Iterator[Note]:
    """Yield the notes on competencies: « A1 → B1.2 » for identical and near ones, the former code alone for others."""
    told: dict[str, list[str]] = {text: [] for text in _TOLD.values()}
    unsaid, named = (
        told.setdefault(mark("Rien ne dit ce qui les remplace : {codes}."), []),
        told.setdefault(mark("Renommer ce qui prouve {codes} : « preuve » et « sous » ne sont pas repris."), []),
    )
    for claim in work.claims:
        item = before.by_id.get(claim.competency or "")
        unsaid += [] if item and item.heirs else [claim.cited]
        named += [claim.cited] if claim.proofs or claim.sections else []
        for heir in item.heirs if item else ():
            told[_TOLD[heir.kinship]].append(f"{claim.cited} → {heir.code}" if heir.code else claim.cited)
    for text, codes in told.items():
        fate = Treatment.CONVERTED if text == _TOLD[Kinship.SAME] else Treatment.TO_DO
        if codes:
            yield Note(work.source.path, mark(text, codes=tuple(codes)), fate)
