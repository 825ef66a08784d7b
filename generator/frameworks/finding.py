"""Competencies by the words that people have in mind: a title, a criterion, a code, another name."""

from __future__ import annotations

from generator.frameworks import queries
from generator.model.framework import Competency, Framework
from generator.values.folding import fold, fold_code


def find(framework: Framework, words: str, option: str | None) -> tuple[tuple[str, Competency], ...]:
    """Give (code to type, competency) for what holds every word, in the official order; all of them without a word.

    A competency whose own title holds the words comes with what is below it. Without an option, those of every
    option are searched, under the codes that tell them apart.
    """
    asked = queries.tree(framework, option) if option else tuple(framework.by_id)
    items = [framework.by_id[code] for code in asked]
    wanted = fold(words).split()
    code = fold_code(words)
    heads = {item.id for item in items if not wanted or _holds(item.title, wanted) or _is_code(item, code)}
    below = {item.id for item in items if heads.intersection(queries.ancestors(framework, item.id))}
    other = {item.id for item in items if any(_holds(one.text, wanted) for one in item.indicators)}
    return tuple((item.id, item) for item in items if item.id in heads | below | other)


def _holds(said: str, wanted: list[str]) -> bool:
    said = fold(said)
    return all(word in said for word in wanted)


def _is_code(item: Competency, code: str) -> bool:
    names = (item.id, item.local_id, *(alias.name for alias in item.aliases))
    return bool(code) and any(fold_code(name) == code for name in names)
