"""What only finished pages showed, kept from a build for the next check: a check makes no page, and can name it."""

import json
from collections.abc import Mapping
from pathlib import Path

from generator.model.audience import Audience
from generator.privacy.masking import Amends
from generator.publishing.page_keys import digest
from generator.reading.disk.hashing import hash_file
from generator.reading.memory import Cache


def keep(amends: Amends, audience: Audience, files: Mapping[str, Path], cache: Cache) -> tuple[str, ...]:
    """Remember what a build had to change and the bytes of the files that it is about; give the names it is kept under.

    A build starts without it: made again from the same files, the same site must come.
    """
    paths = {*amends.texts, *amends.dropped} & files.keys()
    if not paths:
        return ()
    data = {
        "files": {path: hash_file(files[path]) for path in sorted(paths)},
        "texts": {path: list(values) for path, values in amends.texts.items()},
        "dropped": {path: list(found) for path, found in amends.dropped.items()},
        "common": sorted(amends.common),
    }
    name = _name(audience)
    cache.put(name, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return (name,)


def recall(audience: Audience, files: Mapping[str, Path], cache: Cache) -> Amends:
    """Give what the latest build for an audience had to change, of the files that are still the same."""
    kept = cache.get(_name(audience))
    if kept is None:
        return Amends()
    data = json.loads(kept[0])
    same = {path for path, known in data["files"].items() if path in files and _hash(files[path]) == known}
    return Amends(
        texts={path: tuple(values) for path, values in data["texts"].items() if path in same},
        dropped={path: (value, url) for path, (value, url) in data["dropped"].items() if path in same},
        common=frozenset(data["common"]),
    )


def _name(audience: Audience) -> str:
    return digest("amends", audience.name)


def _hash(file: Path) -> str:
    try:
        return hash_file(file)
    except OSError:
        return ""
