"""Work of a former portfolio as drafts of the next one, whose référentiel has other competencies.

Nothing is decided for the student: what is identical keeps its sentence, what is near is proposed with it, what is gone
is kept as a remark; the text stays as it is, and files keep the paths that it names them by.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.importing.draft import Note, Treatment
from generator.language import mark
from generator.model.framework import Framework, Kinship
from generator.model.realisation import Claim, Realisation
from generator.scaffolding.files import quoted
from generator.values.folding import fold_key
from generator.values.keys import REALISATION

_KEY = re.compile(r"^(?P<name>[^\W\d_][^:\n]*?)\s*:", re.MULTILINE)
_REWRITTEN: Final = frozenset(name for key in ("compétences", "statut") for name in REALISATION.names(key))
_ASIDE: Final = frozenset(
    name for key in ("auto-évaluation", "épreuves", "situations", "vient de") for name in REALISATION.names(key)
)
"""What means nothing in another référentiel, or in another portfolio: kept as remarks."""
_PROOFS: Final = frozenset(REALISATION.names("productions"))


class Moved(Struct, frozen=True, kw_only=True):
    """A réalisation as it will be written in the next portfolio."""

    path: str
    """From the portfolio's folder."""
    text: str
    notes: tuple[Note, ...]


def moved(work: Realisation, file: Path, path: str, before: Framework) -> Moved | None:
    """Write a former réalisation as a draft; None when its file has no keys to read."""
    text = file.read_text("utf-8-sig")
    found = re.match(r"---\r?\n(?P<keys>.*?)\r?\n---[ \t]*(?:\r?\n|$)(?P<body>.*)", text, re.DOTALL)
    if found is None:
        return None
    notes = tuple(_notes(work, before))
    keys = (*_kept(found["keys"], before), "statut: brouillon", "compétences:", *_claims(work, before))
    head = "\n".join(("---", *keys, "---", ""))
    return Moved(path=path, text=head + found["body"], notes=notes)


def _kept(keys: str, before: Framework) -> Iterator[str]:
    """Yield the lines of the keys that stay, those that mean nothing here as remarks."""
    starts = [one.start() for one in _KEY.finditer(keys)]
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
    """Write the codes that productions prove as the next référentiel does, where one identical takes their place."""
    same = {item.id: heir.code for item in before.competencies for heir in item.heirs if heir.kinship is Kinship.SAME}
    words = sorted(map(re.escape, same), key=len, reverse=True)
    return re.sub(rf"(?<![\w.])(?:{'|'.join(words)})(?![\w.])", lambda one: same[one[0]], block) if words else block


def _claims(work: Realisation, before: Framework) -> Iterator[str]:
    """Yield the lines of the competencies: each new code once, with what becomes of the old one above."""
    taken: set[str] = set()
    for claim in work.claims:
        item = before.by_id.get(claim.competency or "")
        said = quoted(claim.sentence) if claim.sentence else ""
        heirs = item.heirs if item else ()
        if not [one for one in heirs if one.code]:
            yield f"  # {claim.cited} : {said}".rstrip(" :")
        for heir in (one for one in heirs if one.code):
            ready = heir.kinship is Kinship.SAME and heir.code not in taken
            if not ready:
                yield f"  # {heir.kinship.value} de {claim.cited} : ôtez le # et dites comment"
            taken |= {heir.code} if ready else set()
            yield f"  {'' if ready else '#'}{heir.code}: {said}".rstrip()


def _notes(work: Realisation, before: Framework) -> Iterator[Note]:
    place = work.source.path

    def said(fate: Treatment, template: str, codes: tuple[str, ...]) -> Iterator[Note]:
        if codes:
            yield Note(fate=fate, place=place, text=mark(template, codes=codes))

    yield from said(Treatment.CONVERTED, _SAME, tuple(_codes(work.claims, before, Kinship.SAME)))
    yield from said(Treatment.TO_DO, _NEAR, tuple(_codes(work.claims, before, Kinship.NEAR)))
    yield from said(Treatment.TO_DO, _GONE, tuple(_codes(work.claims, before, Kinship.GONE)))
    unsaid = tuple(one.cited for one in work.claims if not _item_heirs(one, before))
    yield from said(Treatment.TO_DO, _UNSAID, unsaid)
    named = tuple(one.cited for one in work.claims if one.proofs or one.sections)
    yield from said(Treatment.TO_DO, _NAMED, named)


_SAME = mark("Identiques : {codes}.")
_NEAR = mark("Proches, à relire : {codes}.")
_GONE = mark("Disparues, gardées en remarque : {codes}.")
_UNSAID = mark("Rien ne dit ce qui les remplace : {codes}.")
_NAMED = mark("Renommer ce qui prouve {codes} : « preuve » et « sous » ne sont pas repris.")


def _item_heirs(claim: Claim, before: Framework) -> bool:
    item = before.by_id.get(claim.competency or "")
    return bool(item and item.heirs)


def _codes(claims: tuple[Claim, ...], before: Framework, kinship: Kinship) -> Iterator[str]:
    """Yield « A1 → B1.2 », or the former code alone when nothing follows."""
    for claim in claims:
        item = before.by_id.get(claim.competency or "")
        for heir in item.heirs if item else ():
            if heir.kinship is kinship:
                yield f"{claim.cited} → {heir.code}" if heir.code else claim.cited
