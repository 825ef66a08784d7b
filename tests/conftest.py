"""What every test may use: hypothesis settings, the built sample school, a real browser."""

import atexit
import gc
import os
import shutil
import signal
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.deep import DEEP
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "tests" / "unit"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SHELL = shutil.which("chromium-headless-shell") or CHROMIUM
"""The same engine with fewer processes, half the processor's time a page; it shows no PDF in a page."""
STRICT = bool(os.environ.get("VITRAIL_NO_SKIP"))
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000  # noqa: S108  # a folder of its own is made in it
"""Where files are in memory, and the bytes that must be free there: a run has one thousand million at most."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
"""Schools are built of thousands of small files: to write one takes a disk four to ten times the processor's time."""
gc.set_threshold(1_000_000, 50, 100)
"""As a command of ours does, and from the first test on: one second in twenty-five went on looking for circles."""
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="vitrail-tests-")
"""The key that signs caches: never that of whoever runs the tests."""
atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)
for _name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "VITRAIL_CACHE"))]:
    del os.environ[_name]  # what a hook or a runner says of its own repository
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "SOURCE_DATE_EPOCH": "1795608000"}
"""Nobody's hooks, signatures or line ends; and one day for all the builds of a run, which may go over midnight."""
signal.signal(signal.SIGINT, signal.default_int_handler)
"""A suite started in the background would start servers that Ctrl+C does not end."""

settings.register_profile("fast", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("deep" if DEEP else "fast")


def pytest_collection_modifyitems(items):
    """Mark the fast tests; skip what needs a browser where there is none, unless skips are forbidden.

    What awaits comes first: the browser, once a worker has it, keeps a loop running in which nothing else may. Then
    what takes long, which one worker would else begin when the others have nothing left to do.
    """
    items.sort(key=lambda item: ("asyncio" not in item.keywords, "long" not in item.keywords))
    for item in items:
        if UNIT in item.path.parents and not {"slow", "browser"} & set(item.keywords):
            item.add_marker("fast")
    if CHROMIUM or STRICT:
        return
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="chromium n'est pas installé (apt-get install chromium)"))


def pytest_terminal_summary(terminalreporter):
    """Name on the last lines what was skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.write_line(f"Sautés : {len(skipped)} tests")
        for reason in sorted({report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)}):
            terminalreporter.write_line(f"  {reason}")


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, without a head, for the whole session."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=SHELL, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def build_site(tmp_path_factory):
    """Give a function that builds a school once for an audience and returns its ``site`` folder and report."""
    from vitrail.building.making.pipeline import build

    done = {}

    def make(portfolios: Path = ROOT / "portfolios", audience: Audience = Audience.TEAM, **options):
        key = (portfolios, audience, tuple(sorted(options.items())))
        if key not in done:
            root = tmp_path_factory.mktemp("school")
            project = Project(
                root=root, portfolios=portfolios, site=root / "site", site_name="École", audience=audience, **options
            )
            done[key] = (project.site, build(project))
        return done[key]

    return make


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory):
    """Give a function: name → a folder that all the workers of the run share."""
    base = tmp_path_factory.getbasetemp()

    def folder(name):
        path = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name
        path.mkdir(exist_ok=True)
        return path

    return folder


@pytest.fixture(scope="session")
def sample_of(of_all_workers):
    """Give a function: audience → the sample school's site, built once for all the workers of the run."""
    from tests.samples import build_sample

    return lambda audience: build_sample(of_all_workers("sample-school"), audience)


@pytest.fixture(scope="session", autouse=True)
def _memory_is_kept():
    """Have a server of ours give no memory back: it would collect all that the suite holds, build after build."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vitrail.building.making.live.give_back", lambda **_: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_for_ever():
    """Have this process wait for no disk: what a test writes need not outlive the machine.

    Who loses power is told by what fails at that step (``test_what_the_disk_refuses_is_said_and_changes_nothing``).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _frameworks_read_once():
    """Have the shipped référentiels, which each command of a test reads from its memo again, decoded once a worker.

    Records are frozen; the same bytes give the same ones. An eighth of a command's time went there.
    """
    from vitrail.content.reading import frameworks, questions

    with pytest.MonkeyPatch.context() as patch:
        for asked in (questions.common, frameworks.shipped):
            patch.setattr(asked, "codec", asked.codec._replace(unpack=lru_cache(8)(asked.codec.unpack)))
        yield


@pytest.fixture(scope="session", autouse=True)
def _alone():
    """Have a command that this process runs work alone unless it is told how many: each fork copies all the suite.

    As many as there are cores is what the servers and builds use that start as processes of their own; that their
    number changes no byte has its test (``test_the_number_of_workers_never_changes_the_bytes``).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.cpu_count", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def _dressed_once(of_all_workers):
    """Have Material make each dress once for all the schools that the tests of the run build in their process."""
    from tests.samples import dressed_once

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vitrail.building.publishing.workers.shells._make", dressed_once(of_all_workers("dresses")))
        yield


@pytest.fixture(params=list(Audience), ids=lambda audience: audience.name.lower())
def sample(request, sample_of):
    """The sample school as each audience reads it."""
    return sample_of(request.param)
