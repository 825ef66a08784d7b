"""One map, any number of workers."""

import os

import pytest

from generator.publishing.workers.executors import Workers


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
    with Workers(jobs) as crew:
        assert sorted(crew.spread(double, range(100), lambda item: item)) == [2 * item for item in range(100)]


def test_an_item_that_kills_its_worker_fails_alone():
    """The others are answered, and the fatal one is named."""
    with Workers(2) as crew:
        answers = sorted(crew.spread(die_on_seven, range(60), lambda item: -item))
    assert answers == sorted([-7, *(2 * item for item in range(60) if item != 7)])


def test_a_crew_goes_on_after_a_worker_died():
    """The next map finds a new pool."""
    with Workers(2) as crew:
        list(crew.spread(die_on_seven, range(60), lambda item: -item))
        assert sorted(crew.spread(double, range(60), lambda item: item)) == [2 * item for item in range(60)]


def test_work_is_asked_for_as_workers_become_free():
    """Ten thousand pages to come are not in memory when the first is answered."""
    asked = []

    def items():
        for item in range(10_000):
            asked.append(item)
            yield item

    with Workers(2) as crew:
        next(crew.spread(double, items(), lambda item: item))
        assert len(asked) < 1000
