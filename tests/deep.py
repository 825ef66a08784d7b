"""What runs apart, under ``make deep``: the same promises, with every example and the largest sizes.

``make test`` keeps an example of each kind; what is ``deep``, a test or some of its examples, waits for the daily run.
"""

import os
from collections.abc import Iterable

import pytest

DEEP = bool(os.environ.get("VITRAIL_DEEP"))


def sized(daily: int, deep: int) -> int:
    """Return how many, or how large: that of every run, or that of the daily one."""
    return deep if DEEP else daily


def some_now(values: Iterable, *, every: int = 4) -> list:
    """Give the examples of a test: one in ``every`` of them at each run, the others in the daily one."""
    return [
        value if rank % every == 0 else pytest.param(value, marks=pytest.mark.deep) for rank, value in enumerate(values)
    ]


def deep_example(*values: object, **more: object):
    """Give an example of a test that the daily run alone takes."""
    return pytest.param(*values, marks=pytest.mark.deep, **more)
