"""Versions of Vitrail, as a school asks for one: « 1.4 »."""

import re

from generator.values.document import Value

_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")


def is_version(written: str) -> bool:
    """True if a text is a version."""
    return _VERSION.fullmatch(written) is not None


def later_than(version: str, wanted: Value) -> str:
    """Return the version that the school's file asks for when this one is older; empty when it is not, or not said."""
    if not isinstance(wanted, str) or not is_version(wanted):
        return ""
    asked, ours = ([int(part) for part in one.split(".")] for one in (wanted, version))
    return wanted if asked > ours else ""
