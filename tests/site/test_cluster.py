"""A real cluster of two worker processes: the same bytes, whoever dies on the way."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from copy import copy
from functools import partial
from pathlib import Path

import dask
import pytest
from click.testing import CliRunner
from distributed import Client, LocalCluster

from tests.folders import contents
from vitrail.building.making.pipeline import publish
from vitrail.building.making.works import works
from vitrail.building.publishing.workers.cluster import ClusterError, cluster
from vitrail.building.publishing.workers.executors import CHUNK
from vitrail.content.model.audience import Audience
from vitrail.doors.cli import main
from vitrail.site.project import Project

ROOT = Path(__file__).parents[2]
NOBODY = "tcp://127.0.0.1:1"
ELSEWHERE = "import os; os.chdir('/')"
"""Workers start in a folder where no school is."""
DEATHS = {
    "its process": "import os; os._exit(1)",
    "the worker": "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
}

pytestmark = [
    pytest.mark.deep,
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL n'existe pas sur ce système"),
]


class Deadly:
    """An item that kills whoever opens it."""

    def __init__(self, code):
        self.code = code

    def __reduce__(self):
        """Run the code instead of being rebuilt."""
        return exec, (self.code,)


@contextmanager
def workers(folder, number=2):
    """Give the address of a cluster, whose scheduler forgives no death of a worker."""
    forgiving_nothing = dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with forgiving_nothing, LocalCluster(
        n_workers=number, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", preload=ELSEWHERE,
        local_directory=str(folder), silence_logs=logging.CRITICAL,
    ) as started:  # fmt: skip
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Two workers for all the tests; a nanny replaces those that die."""
    with workers(tmp_path_factory.mktemp("dask")) as started:
        yield started.scheduler_address


@pytest.fixture
def stranger(address, tmp_path):
    """Give a function that adds a worker whose Vitrail is another by one line, and gives its address."""
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    with (tmp_path / "generator" / "vitrail" / "__init__.py").open("a") as module:
        module.write("# another version\n")
    command = (
        sys.executable, "-m", "distributed.cli.dask_worker", address,
        "--nthreads", "1", "--host", "127.0.0.1", "--no-nanny", "--no-dashboard", "--name", tmp_path.name,
    )  # fmt: skip
    started = []

    def join():
        with Client(address, set_as_default=False) as client:
            environment = {**os.environ, "PYTHONPATH": str(tmp_path / "generator")}
            started.append(subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL))
            for _ in range(600):  # by its name, and not by its number: one that was killed may be back late, or never
                for where, worker in client.scheduler_info(n_workers=-1)["workers"].items():
                    if worker["name"] == tmp_path.name:
                        return where
                time.sleep(0.2)
            raise AssertionError(command)

    yield join
    for process in started:
        process.terminate()
        process.wait(timeout=120)


def test_a_killed_worker_does_not_change_a_byte(address, tmp_path, sample_of):
    """SIGKILL when the first page is back; the site is that of a build by one process on one machine."""
    alone = sample_of(Audience.TEAM)
    project = Project(
        root=tmp_path, portfolios=ROOT / "portfolios", site=tmp_path / "site", site_name="École",
        audience=Audience.TEAM, scheduler=address,
    )  # fmt: skip
    killed = []

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
        workers_before = client.run(os.getpid)
        assert set(client.run(os.getcwd).values()) == {"/"}

        def kill_one(_done):
            if not killed:
                killed.append(next(iter(workers_before.values())))
                os.kill(killed[0], signal.SIGKILL)

        with works(project) as shared:
            report = publish(project, shared, kill_one)
        assert killed[0] not in client.run(os.getpid).values()
    assert report.published.rendered > 10 * CHUNK
    assert report.published.refused == {}
    assert contents(project.site) == contents(alone.site)


@pytest.mark.parametrize("death", DEATHS.values(), ids=DEATHS)
def test_an_item_that_kills_whoever_takes_it_fails_alone(address, death):
    """The others are answered, whether it takes its process along or the whole worker."""
    items = [*range(60), Deadly(death), *range(60, 90)]
    with cluster(address) as crew:
        answers = list(crew.spread(copy, items, lambda _: "lost"))
    assert sorted(answers, key=str) == sorted([*range(90), "lost"], key=str)


def test_a_worker_of_another_version_is_refused_by_name(address, stranger):
    """Its pages could differ by a byte, and nobody would know."""
    name = stranger()
    with pytest.raises(ClusterError) as caught, cluster(address):
        pass
    assert caught.value.phrase.values == {"workers": (name,)}


def test_a_worker_of_another_version_that_joins_late_is_refused_by_name(address, stranger):
    """A cluster grows while it works."""
    names = []

    def items():
        yield from range(100)
        names.append(stranger())
        yield from range(2000)

    with pytest.raises(ClusterError) as caught, cluster(address) as crew:
        list(crew.spread(copy, items(), str))
    assert caught.value.phrase.values == {"workers": tuple(names)}


def test_a_scheduler_without_workers_is_named(tmp_path):
    """A build that waited for them would wait for ever."""
    with (
        workers(tmp_path, 0) as started,
        pytest.raises(ClusterError, match="aucun ouvrier"),
        cluster(started.scheduler_address, 0.5),
    ):
        pass


def test_a_scheduler_lost_on_the_way_ends_the_build(tmp_path):
    """Its tasks are lost with it."""

    def items(started):
        yield from range(1000)
        started.close()
        yield from range(1000)

    with (
        workers(tmp_path, 1) as started,
        pytest.raises(ClusterError, match="a disparu"),
        cluster(started.scheduler_address, 1) as crew,
    ):
        list(crew.spread(copy, items(started), str))


def test_a_scheduler_that_does_not_answer_is_one_sentence(tmp_path, monkeypatch):
    """Exit 1, no traceback, and the old site stands."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("vitrail.building.making.pipeline.cluster", partial(cluster, seconds=0.3))
    done = CliRunner().invoke(main, ["build", "--scheduler", NOBODY], catch_exceptions=False)
    assert done.exit_code == 1
    assert "ne répond pas" in done.output
    assert NOBODY in done.output
    assert done.output.count("\n") == 1
    assert not (tmp_path / "site").exists()
