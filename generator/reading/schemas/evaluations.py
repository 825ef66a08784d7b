"""evaluations/<étudiant>.yml: a list of verdicts and comments, names not resolved yet."""

from __future__ import annotations

from types import MappingProxyType

from generator.diagnostics import Diagnostic
from generator.language import mark
from generator.model.verdict import Opinion, Role, Verdict
from generator.values.document import Document
from generator.values.fields import Fields, open_fields

_ALIASES = MappingProxyType(
    {"date": "le", "auteur": "par", "competences": "competence", "avis final": "avis", "realisations": "realisation"}
)
_ROLES = MappingProxyType(
    {
        "enseignant": Role.TEACHER,
        "enseignante": Role.TEACHER,
        "formateur": Role.TEACHER,
        "formatrice": Role.TEACHER,
        "professeure": Role.TEACHER,
        "tutrice": Role.TUTOR,
        "maître d'apprentissage": Role.TUTOR,
        "maîtresse d'apprentissage": Role.TUTOR,
    }
)


def read_evaluations(document: Document, faults: list[Diagnostic]) -> tuple[Verdict, ...]:
    """Read every entry; one that does not say who speaks or when is left aside (EVA010), the others kept."""
    if document.data:
        expected = mark("une liste d'évaluations (« - réalisation: … »)")
        faults.append(Diagnostic.at("STR023", document.source.at(), expected=expected))
        return ()
    found = []
    whole = open_fields(document, faults, _ALIASES)
    for index, item in enumerate(document.items):
        if isinstance(item, dict):
            fields = whole.below(item, (index,))
            verdict = _verdict(fields, index)
            fields.close()
            found.extend([verdict] if verdict else [])
        elif item is not None:
            faults.append(
                Diagnostic.at(
                    "STR018",
                    document.source.at(index),
                    key="évaluation",
                    expected=mark("« clé: valeur »"),
                    found=mark("autre chose"),
                )
            )
    return tuple(found)


def _verdict(fields: Fields, index: int) -> Verdict | None:
    by, role, on = fields.text("par"), fields.choice("rôle", Role, _ROLES), fields.day("le")
    opinion = fields.choice("avis", Opinion, code="EVA006")
    realisation, competency = fields.text("réalisation"), fields.text("compétence")
    comment, fingerprint = fields.text("commentaire"), fields.text("empreinte")
    level = fields.number("niveau")
    for key, value in (("par", by), ("rôle", role), ("le", on)):
        if value is None and fields.raw(key) is None:
            fields.report("EVA010", key, key=key)
    if by is None or role is None or on is None:
        return None
    return Verdict(
        by=by,
        role=role,
        on=on,
        realisation=realisation,
        competency=competency,
        opinion=opinion,
        level=level,
        comment=comment,
        fingerprint=fingerprint,
        source=fields.source,
        index=index,
    )
