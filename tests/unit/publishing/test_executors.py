"""One map, any number of workers."""

import gc
import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from vitrail.building.publishing.workers.executors import Workers

ROOT = Path(__file__).parents[3]


def double(item):
    """A harmless task."""
    return 2 * item


def die_on_seven(item):
    """A task that kills its worker."""
    if item == 7:
        os._exit(1)
    return double(item)


def die_while_answering(item):
    """A task that kills its worker in the middle of a long answer."""

    def half(pipe, raw, *_):
        told = os.write(pipe.fileno(), raw[: max(len(raw) // 2, 4)])  # how long it is, then what it is
        if told < len(raw):
            os._exit(1)

    if item != 7:
        return double(item)
    Connection._send = half  # noqa: SLF001  # in a worker: its own way to answer
    return b"x" * 100_000


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_answers_do_not_depend_on_the_number_of_workers(jobs):
    """Every item is answered once."""
    with Workers(jobs) as crew:
        assert sorted(crew.spread(double, range(100), lambda item: item)) == [2 * item for item in range(100)]


@pytest.mark.parametrize("work", [die_on_seven, die_while_answering])
def test_an_item_that_kills_its_worker_fails_alone(work):
    """The others are answered, and the fatal one is named; half an answer keeps nobody waiting."""
    with Workers(2) as crew:
        answers = sorted(crew.spread(work, range(60), lambda item: -item, 1))
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


KILLED = """
import os, signal, sys, time
from vitrail.building.publishing.workers.executors import Workers
from tests.unit.publishing.test_executors import named
with Workers(3) as workers:
    for pid in workers.spread(named, range(6), lambda item: item, 1):
        print(pid, flush=True)
    print("end", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def named(_item):
    """Name the worker that has an item."""
    time.sleep(0.1)
    return os.getpid()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL n'existe pas sur ce système")
def test_workers_end_with_the_command_that_was_killed():
    """They hold what it printed on: whoever waits for its last word would wait for ever."""
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.splitlines()[-1] == "end"


REFUSED = """
import multiprocessing.process as process
from vitrail.building.publishing.workers.executors import Workers
real, started = process.BaseProcess.start, []
def start(self):
    if started:
        raise {fault}
    started.append(real(self))
process.BaseProcess.start = start
with Workers(2) as workers:
    list(workers.spread(int, range(100), int))
"""


@pytest.mark.parametrize("fault", ["BlockingIOError(11, 'no more processes')", "KeyboardInterrupt"])
def test_a_worker_that_could_not_be_started_leaves_no_other_that_nothing_would_end(fault):
    """The system refuses, or Ctrl+C comes: the command would wait at its end for those that wait for a task."""
    command = [sys.executable, "-c", REFUSED.format(fault=fault)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)
    assert fault.partition("(")[0] in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="les autres systèmes ne dédoublent pas un processus")
def test_forked_workers_answer_in_order_with_what_no_task_could_carry():
    """A part of a site is planned from records that are larger than what comes out of them."""
    held = {item: (lambda item=item: item * item) for item in range(50)}
    with Workers(2) as crew:
        assert list(crew.ahead(lambda item: held[item](), range(50))) == [item * item for item in range(50)]
        assert sorted(crew.spread(double, range(60), lambda item: item)) == [2 * item for item in range(60)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_forked_workers_do_not_answer_is_left_to_the_caller(jobs):
    """One dies of it, or there is one process alone: what came before is in order, and the crew goes on."""
    with Workers(jobs) as crew:
        answers = list(crew.ahead(die_on_seven, range(20)))
        assert answers == [2 * item for item in range(len(answers))]
        assert len(answers) <= 7
        assert sorted(crew.spread(double, range(60), lambda item: item)) == [2 * item for item in range(60)]


@pytest.mark.skipif(sys.platform != "linux", reason="les autres systèmes ne dédoublent pas un processus")
@pytest.mark.parametrize("before", [1, 5, 6, 7, 19])
def test_a_death_that_another_map_finds_ends_what_forked_workers_do_and_nothing_else(before):
    """Pages are made beside the parts: whichever map hears of it first, neither takes the workers of the other."""

    def items():
        made = crew.ahead(lambda item: item, range(20))
        answers = [next(made) for _ in range(before)]
        yield from range(60)
        answers += made
        yield from range(60, 120)
        assert answers == list(range(len(answers)))

    with Workers(2) as crew:
        found = sorted(crew.spread(die_on_seven, items(), lambda item: -item, 1))
    assert found == sorted([-7, *(2 * item for item in range(120) if item != 7)])


def test_what_was_begun_is_done_here_when_other_workers_come_first():
    """Workers that are forked take the place of those that had not come to it yet."""
    with Workers(2) as crew:
        begun = [crew.begin(slowly, number) for number in range(9)]
        assert list(crew.ahead(lambda item: item, range(20))) == list(range(20))
        assert [answer() for answer in begun] == list(range(9))


def slowly(number):
    """A task that keeps its worker busy for a while."""
    time.sleep(0.05)
    return number


def test_what_is_known_when_workers_are_forked_can_be_freed_once_they_have_ended():
    """A server builds again and again: a school that nobody holds any more would stay in its memory."""
    with Workers(2) as crew:
        made = crew.ahead(lambda item: item, range(20))
        assert next(made) == 0
        assert gc.get_freeze_count() > 0
        made.close()
    assert gc.get_freeze_count() == 0
