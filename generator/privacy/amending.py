"""Whose words made a finished page leak, and what to do of it: nothing stops the school but a fault of ours."""

from collections.abc import Callable, Iterable, Mapping

from generator.model.ledger import Ledger
from generator.model.school import School
from generator.privacy.declared import Declarations
from generator.privacy.masking import Amends
from generator.privacy.matcher import words
from generator.privacy.shown import strings


def amended(  # noqa: PLR0913  # what is known of a try, each by name
    before: Amends,
    leaks: Mapping[str, Mapping[str, bool]],
    *,
    ledger: Ledger,
    declarations: Declarations,
    school: School,
    ours: Callable[[], Iterable[str]],
) -> Amends | None:
    """Say what to change so that these pages leak no more; None when a leak is nobody's but ours.

    A value in an author's own text is that author's: masking decides. One that is in nobody's text costs the stages
    that declare it, once. One that is still met without them is a fault of ours, unless others say each of its words.

    ``before`` is what earlier tries changed; ``leaks``, address → value met → whether the author of the page wrote it;
    ``school``, as this try showed it; ``ours``, what every site holds.
    """
    files = {entry.url: entry.path for entry in ledger.entries if entry.url}
    texts, dropped, common = dict(before.texts), dict(before.dropped), set(before.common)
    for value, pages in _by_value(leaks).items():
        told = {files[url] for url, written in pages.items() if written and url in files}
        fresh = sorted(path for path in told if value not in texts.get(path, ()))
        own = () if declarations.of_team(value) else declarations.by[value]  # students alone declare it
        items = {one.item for one in own if one.item}
        if fresh:  # what else holds it may come from them: an index, a list
            texts |= {path: (*texts.get(path, ()), value) for path in fresh}
        elif new := sorted(items - before.dropped.keys()):
            dropped |= {item: (value, min(pages)) for item in new if item not in dropped}
        elif items and _said(value, school, ours()):
            common.add(value)
        else:
            return None
    return Amends(texts=texts, dropped=dropped, common=frozenset(common))


def _by_value(leaks: Mapping[str, Mapping[str, bool]]) -> Mapping[str, Mapping[str, bool]]:
    """Value → address → whether the author of the page wrote it there."""
    found: dict[str, dict[str, bool]] = {}
    for url, values in sorted(leaks.items()):
        for value, written in values.items():
            found.setdefault(value, {})[url] = written
    return found


def _said(value: str, school: School, ours: Iterable[str]) -> bool:
    """True if each word of a value is in what others say of themselves, or in our own words."""
    left = set(value.split())
    for text in (*strings(school), *ours):
        left.difference_update(words(text))
        if not left:
            return True
    return False
