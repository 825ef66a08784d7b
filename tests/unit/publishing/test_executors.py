"""One map, any number of workers."""

import os

import pytest

from generator.publishing.executors import spread


def double(chunk):
    """A harmless task."""
    return tuple(2 * item for item in chunk)


def die_on_seven(chunk):
    """A task that kills its worker."""
    if 7 in chunk:
        os._exit(1)
    return double(chunk)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_answers_do_not_depend_on_the_number_of_workers(jobs):
    """Every item is answered once."""
    assert sorted(spread(double, range(100), jobs, lambda item: item)) == [2 * item for item in range(100)]


def test_an_item_that_kills_its_worker_fails_alone():
    """The others are answered, and the fatal one is named."""
    answers = sorted(spread(die_on_seven, range(60), 2, lambda item: -item))
    assert answers == sorted([-7, *(2 * item for item in range(60) if item != 7)])
