"""evaluations/<étudiant>.yml: a list of verdicts and comments, names not resolved yet."""

from __future__ import annotations

from dataclasses import replace

from generator.diagnostics import Diagnostic
from generator.language import mark
from generator.model.verdict import Verdict
from generator.values.document import Document
from generator.values.fields import open_fields
from generator.values.keys import VERDICT


def read_evaluations(document: Document, faults: list[Diagnostic]) -> tuple[Verdict, ...]:
    """Read every entry; one that does not say who speaks or when is left aside (EVA010), the others kept."""
    if document.data:
        expected = mark("une liste d'évaluations (« - réalisation: … »)")
        faults.append(Diagnostic.at("STR023", document.source.at(), expected=expected))
        return ()
    found = []
    whole = open_fields(document, faults, VERDICT)
    for index, item in enumerate(document.items):
        if isinstance(item, dict):
            verdict = replace(whole, data=item, route=(index,)).made(source=document.source, index=index)
            found.extend([verdict] if isinstance(verdict, Verdict) else [])
        elif item is not None:
            whole.wrong((index,), "évaluation", mark("« clé: valeur »"), item)
    return tuple(found)
