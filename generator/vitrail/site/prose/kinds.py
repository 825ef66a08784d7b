"""The kinds of framed blocks: their CSS class, and their default title."""

from collections.abc import Mapping

from vitrail.ground.language import Language, mark

_TITLES: Mapping[str, str] = {
    "note": mark("Note"), "abstract": mark("Résumé"), "info": mark("Information"), "tip": mark("Astuce"),
    "success": mark("Réussite"), "question": mark("Question"), "warning": mark("Attention"),
    "failure": mark("Échec"), "danger": mark("Danger"), "bug": mark("Bogue"), "example": mark("Exemple"),
    "quote": mark("Citation"),
    "important": mark("Important"), "caution": mark("Prudence"),
}  # fmt: skip
_ALIASES: Mapping[str, str] = {
    "remarque": "note", "seealso": "note", "résumé": "abstract", "resume": "abstract", "summary": "abstract",
    "tldr": "abstract", "information": "info", "todo": "info", "hint": "tip", "astuce": "tip", "conseil": "tip",
    "check": "success", "done": "success", "réussite": "success", "reussite": "success", "help": "question",
    "faq": "question", "prudence": "caution", "attention": "warning", "avertissement": "warning", "fail": "failure",
    "missing": "failure", "échec": "failure", "echec": "failure", "error": "danger", "erreur": "danger",
    "exemple": "example", "cite": "quote", "citation": "quote",
}  # fmt: skip
"""Kind in French or in other tools → ours."""
_LOOKS = {"important": "tip", "caution": "danger"}


def look(kind: str) -> str:
    """Return the CSS class of a kind, « note » for an unknown one."""
    known = _ALIASES.get(kind, kind)
    return _LOOKS.get(known, known if known in _TITLES else "note")


def title(kind: str, language: Language) -> str:
    """Return the default title of a kind; an unknown kind is its own title."""
    known = _ALIASES.get(kind, kind) or "note"
    return (
        language.gettext(_TITLES[known]) if known in _TITLES else kind.replace("-", " ").replace("_", " ").capitalize()
    )
