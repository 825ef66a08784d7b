"""A page of another generator becomes a draft: keys under the names people give them, codes, official wordings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePosixPath

from generator.frameworks import queries
from generator.frameworks.resolution import resolve
from generator.importing.draft import Draft, Treatment, unread_period
from generator.importing.headers import SourcePage
from generator.language import mark
from generator.model.framework import Competency, Framework
from generator.values.folding import fold

_KEYS = {
    **dict.fromkeys(("titre", "title", "nom du projet", "projet"), "title"),
    **dict.fromkeys(("periode", "date", "dates", "duree", "period"), "period"),
    **dict.fromkeys(("competences", "competence", "skills", "competences mobilisees"), "codes"),
    **dict.fromkeys(("tags", "categories", "etiquettes", "mots cles"), "tags"),
    **dict.fromkeys(("contexte", "context", "cadre"), "context"),
    **dict.fromkeys(("organisation", "entreprise", "company", "client"), "organisation"),
    **dict.fromkeys(("technologies", "technos", "technologie", "stack", "outils"), "technologies"),
    **dict.fromkeys(("cover", "image", "featured image", "thumbnail", "couverture"), "cover"),
    **dict.fromkeys(("draft", "statut", "status", "published", "layout", "weight", "slug", "lang"), "dropped"),
}
_JEKYLL = re.compile(r"(\d{4}-\d\d?-\d\d?)-(.+)")
_NOTION = re.compile(r"(.+?)[ _-][0-9a-f]{32}")
_WEEK = re.compile(r"(?:compte rendu )?(?:semaine|sem|week)\s*n?°?\s*0*(\d{1,2})\b")
_CODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z]?\.\d{1,2}(?:\.\d{1,2})?|C[1-6])\b")
_OWN = frozenset("about;a propos;contact;cv;parcours;presentation;mentions legales;certifications".split(";"))
_SHORTEST = 12
"""Letters of an official wording below which its presence in a text says nothing."""
_CONTEXTS = {"stage": "stage", "entreprise": "stage", "alternance": "alternance", "perso": "personnel"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """For whom pages are read."""

    framework: Framework
    option: str | None
    session: int | None
    titles: tuple[str, ...] = ()
    """Of the réalisations that the portfolio has already."""


def week_of(path: PurePosixPath, page: SourcePage) -> int | None:
    """Return the number of the week that a page tells, by its name or its title."""
    for name in (path.stem, str(page.keys.get("titre") or page.keys.get("title") or ""), page.heading):
        if found := _WEEK.match(fold(name)):
            return int(found[1])
    return None


def read_draft(path: PurePosixPath, page: SourcePage, reader: Owner) -> Draft:
    """Make a draft of a page whose text is already cut from its keys."""
    known = {_KEYS[key]: value for key, value in reversed(tuple(page.keys.items())) if key in _KEYS}
    other = {key: value for key, value in page.keys.items() if key not in _KEYS}
    name, day = _name(path)
    title = _text(known.get("title")) or page.heading or name
    one = Draft(
        title=" ".join(title.split()),
        place=path.as_posix(),
        kind=_kind(path, title),
        period=_text(known.get("period")) or day,
        context=next((to for word, to in _CONTEXTS.items() if word in fold(_text(known.get("context")))), ""),
        organisation=_text(known.get("organisation")),
        technologies=tuple(_list(known.get("technologies"))),
        left=tuple(f"{key}: {_text(value)}" for key, value in other.items()),
        body=page.body,
    )
    one = _with_cover(_with_codes(one, known, reader), _text(known.get("cover")))
    one = one.noting(Treatment.CONVERTED, mark("« {title} »", title=one.title))
    for key in other:
        one = one.noting(
            Treatment.TO_DO, mark("La clé « {key} » n'a pas d'équivalent : elle est gardée en remarque.", key=key)
        )
    return unread_period(one) if one.kind else one


def _with_codes(one: Draft, known: Mapping[str, object], reader: Owner) -> Draft:
    """Resolve the codes of the keys; those of the text, and its official wordings, are proposed."""
    sure: list[str] = []
    technologies = list(one.technologies)
    unknown: list[str] = []
    for cited in _list(known.get("codes")):
        found = _resolve(cited, reader)
        sure.extend(found) if found else unknown.append(cited)
    for cited in _list(known.get("tags")):
        found = _resolve(cited, reader)
        sure.extend(found) if found else technologies.append(cited)
    codes = tuple(dict.fromkeys(sure))
    proposed = {code: words for code, words in _proposals(one.body, reader) if code not in codes}
    one = replace(one, codes=codes, proposed=proposed, technologies=tuple(dict.fromkeys(technologies)))
    for cited in unknown:
        one = replace(one, left=(*one.left, f"compétence: {cited}"))
        one = one.noting(Treatment.TO_DO, mark("« {code} » n'est pas une compétence connue ici.", code=cited))
    if codes:
        one = one.noting(Treatment.TO_DO, mark("Dire en une phrase comment, pour {codes}.", codes=codes))
    if proposed:
        one = one.noting(
            Treatment.TO_DO, mark("Compétences proposées d'après le texte : {codes}.", codes=tuple(proposed))
        )
    return one


def _resolve(cited: str, reader: Owner) -> list[str]:
    """Return the code of a citation, be it followed by its wording, or the wording alone."""
    for word in (cited, *re.findall(r"[\w.]+", cited)[:1]):
        for spelled in (word, _older(word)):
            found = resolve(reader.framework, spelled, reader.option, reader.session)
            if found.id:
                return [found.id]
    wanted = fold(cited)
    return [item.id for item in _asked(reader) if fold(item.title) == wanted][:1]


def _older(word: str) -> str:
    """C1…C6 and 1.n are how portfolios wrote B1.1…B1.6 and B1.n before the codes were settled."""
    if found := re.fullmatch(r"[Cc]([1-6])", word):
        return f"B1.{found[1]}"
    return f"B{word}" if re.fullmatch(r"[1-3](?:\.\d{1,2}){1,2}", word) else word


def _proposals(text: str, reader: Owner) -> Iterator[tuple[str, str]]:
    """Official wordings and codes that a text holds, deepest first found, in the official order."""
    folded = fold(text)
    cited = {code for found in _CODE.findall(text) for code in _resolve(found, reader)}
    for item in _asked(reader):
        words = fold(item.title)
        if item.id in cited or (len(words) >= _SHORTEST and words in folded):
            yield item.id, item.title


def _asked(reader: Owner) -> Iterator[Competency]:
    for code in queries.tree(reader.framework, reader.option):
        yield reader.framework.by_id[code]


def _with_cover(one: Draft, cover: str) -> Draft:
    """Show the picture of a page's head at the top of its text, where ours are."""
    return replace(one, body=f"![{one.title}]({cover})\n\n{one.body.lstrip()}") if cover else one


def _kind(path: PurePosixPath, title: str) -> str:
    if any(fold(part).startswith("veille") for part in path.parts):
        return "veille"
    return "" if fold(path.stem) in _OWN or fold(title) in _OWN else "realisations"


def _name(path: PurePosixPath) -> tuple[str, str]:
    """Return the title that a file's name holds, and its date when the name begins with one."""
    stem = path.parent.name if fold(path.stem) in {"index", "readme"} and path.parent.name else path.stem
    day = ""
    if found := _JEKYLL.fullmatch(stem):
        day, stem = found[1], found[2]
    if found := _NOTION.fullmatch(stem):
        stem = found[1]
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:], day


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Mapping):
        return " ".join(f"{key} {_text(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_text(one) for one in value)
    return "" if value is None else str(value)


def _list(value: object) -> list[str]:
    """Return the items of a list, of « a, b », of code → sentence, or of {code, phrase}."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    if isinstance(value, list | tuple):
        return [
            one for item in value for one in ([_first(item)] if isinstance(item, Mapping) else [_text(item)]) if one
        ]
    return [part.strip() for part in re.split(r"[,;]", _text(value).strip("[] ")) if part.strip()]


def _first(item: Mapping[str, object]) -> str:
    return _text(item.get("code") or item.get("competence") or next(iter(item.values()), ""))
