"""The keys of a référentiel's file: the English ones of the shipped data, and the French ones that a school types."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.values.folding import fold

FRENCH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("code",),
        "title": ("titre", "intitulé"),
        "short title": ("titre court",),
        "language": ("langue",),
        "schema": ("format",),
        "authority": ("autorité",),
        "status": ("statut",),
        "valid from": ("valide du",),
        "valid to": ("valide au",),
        "first session": ("première session",),
        "last session": ("dernière session",),
        "predecessor": ("remplace",),
        "successor": ("remplacé par",),
        "legal": ("textes",),
        "ref": ("référence",),
        "published": ("publié le",),
        "url": ("adresse",),
        "role": ("rôle",),
        "effect": ("effet",),
        "notes": ("remarques",),
        "subject": ("sujet",),
        "text": ("texte",),
        "letter": ("lettre",),
        "note": ("remarque",),
        "levels": ("niveaux",),
        "kind": ("niveau",),
        "label": ("libellé",),
        "plural": ("pluriel",),
        "judged level": ("niveau jugé",),
        "judged table": ("tableau jugé",),
        "items": ("compétences",),
        "children": ("contient",),
        "parent": ("dépend de",),
        "local id": ("code court",),
        "activity": ("activité",),
        "aliases": ("alias", "autres noms"),
        "name": ("nom",),
        "from session": ("depuis la session",),
        "to session": ("jusqu'à la session",),
        "indicators": ("indicateurs",),
        "indicators unverified": ("indicateurs non vérifiés",),
        "indicators note": ("remarque sur les indicateurs",),
        "indicators source": ("source des indicateurs",),
        "lead sentence missing": ("phrase d'introduction manquante",),
        "truncated": ("tronqué",),
        "exams": ("épreuves",),
        "key": ("clé",),
        "covers": ("couvre",),
        "form": ("forme",),
        "minutes": ("durée en minutes",),
        "unverified": ("non vérifié",),
        "covers unverified": ("couverture non vérifiée",),
        "mandatory situations": ("situations obligatoires",),
        "earlier title": ("ancien titre",),
        "synthesis tables": ("tableaux",),
        "rows": ("lignes",),
        "columns": ("colonnes",),
        "sections": ("rubriques",),
        "period column": ("colonne période",),
        "mark": ("marque",),
        "annex by session": ("annexes par session",),
        "with situations": ("avec situations",),
        "header fields": ("en-tête",),
        "printed labels": ("libellés imprimés",),
        "coverage rule": ("règle de couverture",),
        "requirements": ("exigences",),
        "check": ("constat",),
        "hard": ("obligatoire",),
        "standing": ("fondement",),
        "advice": ("conseil",),
        "pathways": ("voies",),
        "forms": ("formes",),
        "scale": ("échelle",),
        "hues": ("couleurs",),
    }
)
"""Key of the shipped data → French keys that mean the same; the first is the one that messages print."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {fold(name): fold(french) for key, (french, *others) in FRENCH.items() for name in (key, *others)}
)
"""Every other name of a key, folded → the key that messages print, folded."""
