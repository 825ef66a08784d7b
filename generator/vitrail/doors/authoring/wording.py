"""The words of the form, where those of the guides speak of keys and files: its readers see fields, and no file.

A field without words of its own has the help of its key, whose marks of code and remarks on files are taken away; a
fault has its message, and the remedies that speak of fields.
"""

from collections.abc import Mapping
from typing import Final

from vitrail.content.model.framework import Check
from vitrail.content.values.key import Key, label
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex
from vitrail.knowledge.rules.readiness import LACKS, NOTHING_SUBMITTED, Assessed

FILE_KEYS: Final = frozenset({"vient de", "ordre"})
"""Keys that matter to who renames or sorts files: their fields are shown only where a value is written."""
_LABELS: Final[Mapping[str, str]] = {
    "phrase": mark("Comment ?"),
    "preuve": mark("Sa preuve"),
    "prouve": mark("Ce qu'elle prouve"),
    "sous": mark("Où vous le racontez"),
    "épreuves": mark("À présenter à l'épreuve"),
    "fiche": mark("Pour la fiche de l'épreuve"),
    "réponse": mark("Ma réponse à l'équipe"),
    "visibilité": mark("Qui peut la lire"),
}
_HELPS: Final[Mapping[str, str]] = {
    "contexte": mark("où vous l'avez fait : cochez tout ce qui convient"),
    "stage": mark("celui pendant lequel vous l'avez fait"),
    "mode": mark("ce que le jury demandera d'abord"),
    "équipe": mark("vos camarades sur ce travail ; chacun écrit sa propre réalisation"),
    "productions": mark("ce qui prouve : le document, la capture, le script que le jury ouvrira"),
    "fichier": mark("le document lui-même : choisissez-le ou déposez-le ici"),
    "preuve": mark("le document qui la montre : choisissez-le ou déposez-le ici"),
    "état": mark("à dire quand le jury ne peut pas l'ouvrir comme les autres"),
    "prouve": mark("les codes des compétences que ce document montre"),
    "statut": mark("tant que vous écrivez, vous et votre équipe seuls la lisez"),
    "épreuves": mark("celle où vous la montrerez ; deux réalisations pour l'épreuve des fiches"),
    "fiche": mark("ce que la fiche remise au jury demande en plus"),
    "situations": mark("celles que ce travail montre"),
    "atelier": mark("l'atelier de professionnalisation ou le projet de classe"),
    "photo": mark("une image ; réfléchissez avant d'en publier une"),
    "liens": mark("des adresses qui parlent de vous : une forge, un site"),
    "certifications": mark("celles que vous avez obtenues"),
    "visibilité": mark("chacun, ou seulement le jury et l'équipe, ou l'équipe seule"),
}
_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "statut": {"brouillon": mark("Je travaille encore dessus"), "soumise": mark("Je la rends : on peut la lire")},
    "mode": {"vécue": mark("Je l'ai fait"), "observée": mark("J'y ai assisté")},
    "contexte": {
        "formation": mark("En formation, au lycée"),
        "stage": mark("En stage"),
        "alternance": mark("En alternance"),
        "personnel": mark("De mon côté"),
    },
    "visibilité": {
        "publique": mark("Tout le monde"),
        "jury": mark("Le jury et l'équipe"),
        "équipe": mark("L'équipe seulement"),
    },
    "état": {
        "en ligne": mark("Elle s'ouvre par son adresse"),
        "confidentielle": mark("Le jury ne peut pas la lire"),
        "manquante": mark("Je ne l'ai plus"),
    },
}
_MENDS: Final[Mapping[str, str]] = {
    NOTHING_SUBMITTED: mark("dans celles qui sont prêtes, choisissez « Je la rends »"),
    LACKS[Check.COVERED]: mark("choisissez-les dans une réalisation qui les a mises en œuvre, et dites comment"),
    LACKS[Check.STATED]: mark("dans chacune, choisissez ce qu'elle montre sous « Compétences »"),
    LACKS[Check.TABLE]: mark("il se remplit seul de vos réalisations rendues"),
    LACKS[Check.PERIODS]: mark("dans chaque réalisation, dites quand elle a commencé et fini"),
    LACKS[Check.PRODUCTIONS]: mark("ajoutez à chacune ce qui la prouve"),
    LACKS[Check.CERTIFICATES]: mark(
        "dans le stage, le jour où elle a été remise ; la pièce va au dossier, jamais au site"
    ),
    LACKS[Check.SHEETS]: mark("dans celles que vous montrerez, cochez cette épreuve sous « À présenter à l'épreuve »"),
    LACKS[Check.SHEETS_COVER]: mark("choisissez-les dans les réalisations que vous montrerez, ou montrez-en d'autres"),
}
"""What a candidate lacks → what to do in the form; the rest is said as everywhere."""
_ASIDE: Final = regex(r" ?(?:\([^()]*(?:clé|fichier)[^()]*\)|; (?:voir dessous|sans (?:la|cette) clé)[^;]*)|[`*]")
"""What a help says of files, and its marks of code."""
_FILES: Final = regex(r"\bclés?\b|YAML|[Ee]n-tête|\.yml|« [^»]+: ?[^»]*»|vitrail [a-z]")
"""Words of a remedy for who edits files, or types commands."""
_KEY: Final = regex(r"\b(?:L|l)a clé (?=«)|(?<=») du fichier\b")


def named(key: Key) -> str:
    """Return the label of a field."""
    return _LABELS.get(key.name) or label(key.name)


def helped(key: Key) -> str:
    """Return the help of a field, in one line."""
    return _HELPS.get(key.name) or _ASIDE.sub("", key.help)


def offered(key: Key) -> tuple[tuple[str, str], ...]:
    """Return each word of a choice, and the sentence that stands for it."""
    sentences = _CHOICES.get(key.name, {})
    return tuple((word, sentences.get(word, "")) for word in key.kept)


def mended(item: Assessed) -> Phrase:
    """Write what an épreuve lacks, and what to do about it in the form."""
    why = _MENDS.get(item.lack) or item.finding.remedy or item.finding.why
    return mark("{title} : {why}", title=item.lack, why=why)


def in_words(fault: Diagnostic) -> str:
    """Write a fault as the form says it: what is wrong, and the remedies that are not for an editor of files."""
    remedies = (remedy for remedy in fault.remedies if not _FILES.search(remedy))
    return _KEY.sub("", " ".join((fault.message, *remedies)))
