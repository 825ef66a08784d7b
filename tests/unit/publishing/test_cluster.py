"""What leaves this machine for a cluster, and the process that does the work over there."""

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from vitrail.building.making.pipeline import build
from vitrail.building.publishing.own_code import code_key
from vitrail.building.publishing.workers.cluster import ClusterError, cluster
from vitrail.building.publishing.workers.executors import Workers
from vitrail.building.publishing.workers.isolated import run_apart
from vitrail.building.publishing.workers.render import Job
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"
KILLED = """
import os, pickle, signal
from functools import partial
from vitrail.building.publishing.workers.isolated import code_key, run_apart
print(run_apart(code_key(), pickle.dumps(partial(os.getpid))), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


class Recorder(Executor):
    """A cluster in this process, which keeps what was sent to it."""

    def __init__(self):
        self.sent = []

    def submit(self, fn, /, *args, **kwargs):
        """Do it at once."""
        self.sent.append(*args)
        future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def apart(function, *arguments):
    """Do a call in the process of this thread."""
    return run_apart(code_key(), pickle.dumps(partial(function, *arguments)))


def test_nothing_of_this_disk_travels_to_a_cluster(tmp_path, monkeypatch):
    """A page is sent with its text, without the place of a file to read or to write, and without any path of here."""
    recorder = Recorder()
    crew = Workers(2, lambda: recorder, local=False)
    monkeypatch.setattr("vitrail.building.making.pipeline.cluster", lambda _: nullcontext(crew))
    project = Project(root=tmp_path, portfolios=SCHOOL, site=tmp_path / "site", scheduler="tcp://salle-12:8786")
    report = build(project)
    jobs = [job for task in recorder.sent for job in pickle.loads(task)[1]]  # noqa: S301  # what our own code pickled
    assert len(jobs) == report.published.rendered
    assert any(isinstance(job, Job) and any(job.raws) for job in jobs)
    assert {(job.files, job.target) for job in jobs} == {((), None)}
    assert not any(os.fsencode(place) in task for task in recorder.sent for place in (tmp_path, SCHOOL))


def test_the_build_loads_dask_only_when_a_scheduler_is_asked():
    """The extra is optional and takes a second to import."""
    script = (
        "import sys; import vitrail.building.making.pipeline, vitrail.doors.cli.build; "
        "print([name for name in sys.modules if name.split('.')[0] in ('dask', 'distributed')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    """A school that never asked for a cluster has no Dask."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="distributed>="), cluster("tcp://salle-12:8786"):
        pass


def test_the_process_is_kept_from_task_to_task():
    """Starting Python and the engine for each would cost more than the pages."""
    assert apart(os.getpid) == apart(os.getpid) != os.getpid()


def test_a_task_that_kills_its_process_breaks_it_alone():
    """The worker stands, and its next task has a new process."""
    with pytest.raises(BrokenExecutor):
        apart(os._exit, 1)
    assert apart(int, "7") == 7


def test_an_error_of_a_task_comes_back():
    """With where it happened over there, and without ending the process."""
    before = apart(os.getpid)
    with pytest.raises(ValueError, match="invalid literal") as caught:
        apart(int, "sept")
    assert "Traceback" in caught.value.__notes__[0]
    assert apart(os.getpid) == before


def test_what_a_task_prints_is_not_taken_for_its_answer():
    """A library may write on the standard output."""
    assert apart(os.write, 1, b"bonjour") == 7
    assert apart(print, "bonjour") is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL n'existe pas sur ce système")
def test_the_process_of_a_killed_worker_ends():
    """Nothing is left behind on a machine that somebody lent."""
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 60
    with suppress(psutil.NoSuchProcess):
        while psutil.Process(int(done.stdout)).status() != psutil.STATUS_ZOMBIE:  # nobody may be there to bury it
            assert time.monotonic() < deadline
            time.sleep(0.05)
