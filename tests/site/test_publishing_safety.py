"""Whatever stops a build, the site is a complete old one or a complete new one."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from tests.folders import digests
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.store import _FORMAT
from vitrail.building.publishing.workers.cluster import cluster
from vitrail.doors.cli import main
from vitrail.ground.memo.signed import SignedFolder

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
RUN = [sys.executable, "-m", "vitrail", "build", "--jobs", "2"]
PAGE = "2025-2027/durand-zoe/realisations/glpi.md"
ROOT = Path(__file__).parents[2]


def _environment():
    return {**os.environ, "PYTHONPATH": str(ROOT / "generator")}


def _build(root, **options):
    return subprocess.run(
        RUN, cwd=root, env=_environment(), capture_output=True, text=True, check=False, timeout=60, **options
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project whose site was built once."""
    root = tmp_path_factory.mktemp("built") / "ecole"
    shutil.copytree(SCHOOL, root / "portfolios")
    assert _build(root).returncode == 0
    return root


@pytest.fixture
def school(built, tmp_path):
    """A copy of it, with its links between cache and site, without the tree that waits for a site elsewhere."""
    subprocess.run(["cp", "-a", built, tmp_path], check=True)
    shutil.rmtree(tmp_path / built.name / ".vitrail-cache" / "spare")
    return tmp_path / built.name


@pytest.mark.deep
@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_complete_site(school):
    """SIGKILL a few times (KILLS in the environment for a campaign); the next build mends and succeeds."""
    dice = random.Random(2027)
    old = digests(school / "site")
    path = school / "portfolios" / PAGE
    for number in range(int(os.environ.get("KILLS", "6"))):
        path.write_text(path.read_text("utf-8") + f"\nPhrase {number}.\n", "utf-8")
        running = subprocess.Popen(
            RUN, cwd=school, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        time.sleep(dice.uniform(0.05, 0.9))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        site = school / "site"
        left = digests(site) if site.exists() else None
        assert _build(school).returncode == 0
        new = digests(school / "site")
        assert left is None or left in (old, new)
        assert not list(school.glob(".site.vitrail-*"))
        old = new


def test_two_builds_at_once_give_one_site_and_one_refusal(school):
    """The second says so, exits with 1 and touches nothing."""
    from vitrail.building.publishing.disk.swap import exclusive

    before = digests(school / "site")
    path = school / "portfolios" / PAGE
    path.write_text(path.read_text("utf-8") + "\nUne phrase.\n", "utf-8")
    with exclusive(school / "site", school / ".vitrail-cache"):
        refused = _build(school)
    assert refused.returncode == 1
    assert "autre construction" in refused.stderr
    assert digests(school / "site") == before


@pytest.mark.skipif(not hasattr(os, "setuid") or sys.platform == "darwin", reason="limite de fichier : Linux")
def test_a_full_disk_leaves_the_old_site_and_says_so(school):
    """A limit on the size of files stands for the disk: writing fails, nothing is published."""
    import resource

    before = digests(school / "site")
    path = school / "portfolios" / PAGE
    path.write_text(path.read_text("utf-8") + "\nUne phrase.\n", "utf-8")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    failed = _build(school, preexec_fn=limit)
    assert failed.returncode == 1
    assert "l’ancien est intact" in failed.stderr
    assert digests(school / "site") == before
    assert _build(school).returncode == 0


def test_the_number_of_workers_never_changes_the_bytes(tmp_path_factory):
    """1, 2 and 8 processes, and a process that starts anew, give one site."""
    sites = []
    for jobs in ("1", "2", "8"):
        root = tmp_path_factory.mktemp("jobs")
        shutil.copytree(SCHOOL, root / "portfolios")
        assert subprocess.run(
            [*RUN[:-1], jobs], cwd=root, env={**_environment(), "PYTHONHASHSEED": jobs}, check=False, timeout=60
        ).returncode == 0  # fmt: skip
        sites.append(digests(root / "site"))
    assert sites[0] == sites[1] == sites[2]


def test_a_build_where_nothing_changed_says_so_and_one_where_the_site_was_touched_mends_it(school):
    """The site's own files are part of what must not have changed."""
    assert _build(school).returncode == 0  # a copy has other inodes
    before = digests(school / "site")
    assert "Rien n’a changé" in _build(school).stdout
    (school / "site" / "index.html").unlink()
    assert "Rien n’a changé" not in _build(school).stdout
    assert digests(school / "site") == before


@pytest.mark.parametrize("damage", ["empty", "garbage", "truncated", "gone"])
def test_a_corrupted_cache_costs_time_and_never_a_page(school, damage):
    """The cache may come from anywhere."""
    before = digests(school / "site")
    for path in sorted((school / ".vitrail-cache").rglob("*")):
        if path.is_file() and path.suffix != ".lock":
            raw = path.read_bytes()
            # A new file: the old one may share its bytes with the site's.
            path.unlink()
            if damage != "gone":
                path.write_bytes({"empty": b"", "garbage": b"\0x" * 50, "truncated": raw[: len(raw) // 2]}[damage])
    assert _build(school).returncode == 0
    assert digests(school / "site") == before


def test_a_cache_that_was_forged_with_all_its_digests_publishes_nothing_of_it(school):
    """A page with a script and no policy, told by the index as ours: who commits the cache by force writes both."""
    before = digests(school / "site")
    cache = school / ".vitrail-cache"
    name, rows, *others = msgspec.msgpack.decode((cache / "index-public").read_bytes()[32:])  # after its signature
    for key in rows:
        page = cache / "pages" / key[0] / key
        forged = page.read_bytes().replace(b"Content-Security-Policy", b"x").replace(b"</body>", b"<script>1</script>")
        page.unlink()
        page.write_bytes(forged)
        rows[key] = [digest(forged), None]
    SignedFolder(cache, b"un pirate", _FORMAT).sign("index-public", [name, rows, *others])
    for told in cache.glob("last-*"):
        told.write_bytes(told.read_bytes().replace(b"Dans", b"pirate"))
    done = _build(school)
    assert (done.returncode, "pirate" in done.stdout) == (0, False)
    assert digests(school / "site") == before


def test_nothing_in_the_cache_is_a_program(school):
    """A pickle names what it calls: none is written, so none will ever be read."""
    for path in (school / ".vitrail-cache").rglob("*"):
        if path.is_file():
            assert not path.read_bytes().startswith(b"\x80\x05")


def test_processes_that_start_anew_give_the_same_bytes(school, tmp_path_factory):
    """Windows and macOS spawn where Linux forks: nothing that a worker needs is inherited."""
    root = tmp_path_factory.mktemp("spawn")
    shutil.copytree(SCHOOL, root / "portfolios")
    script = (
        "import multiprocessing; multiprocessing.set_start_method('spawn'); "
        "from vitrail.doors.cli import main; main(['build', '--jobs', '2'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=_environment(), capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert digests(root / "site") == digests(school / "site")


def _put_by(root):
    """Addresses in the trees that earlier builds put by."""
    return {
        path.relative_to(tree).as_posix()
        for tree in (root / ".vitrail-cache" / "spare").glob("public-*")
        for path in tree.rglob("*")
    }


def test_a_site_made_over_the_tree_of_an_earlier_one_is_that_of_a_clean_build(school, tmp_path_factory):
    """A page edited, then renamed, a student gone: nothing of them stays, in the site or in what is put by."""
    page = school / "portfolios" / PAGE
    page.write_text(page.read_text("utf-8") + "\nUne phrase.\n", "utf-8")
    assert _build(school).returncode == 0
    url = PAGE.removesuffix(".md") + ".html"
    others = {path for path in _put_by(school) if path.startswith("2025-2027/durand-zoe/")}
    assert others
    kept = [tree / url for tree in (school / ".vitrail-cache" / "spare").glob("public-*") if (tree / url).exists()]
    assert all(path.samefile(school / "site" / url) for path in kept)

    page.rename(page.with_name("parc.md"))
    (school / "portfolios" / "2025-2027" / "martin-ali").rename(tmp_path_factory.mktemp("parti") / "martin-ali")
    assert _build(school).returncode == 0
    clean = tmp_path_factory.mktemp("propre")
    shutil.copytree(school / "portfolios", clean / "portfolios")
    assert _build(clean).returncode == 0
    assert digests(school / "site") == digests(clean / "site")
    folders = [{path.relative_to(root) for path in root.rglob("*")} for root in (school / "site", clean / "site")]
    assert folders[0] == folders[1]
    assert _put_by(school) <= {path.relative_to(school / "site").as_posix() for path in (school / "site").rglob("*")}


def test_a_build_that_fails_leaves_nothing_beside_the_site(school, monkeypatch):
    """Neither the unfinished tree nor what an earlier build lent it: a server might show it."""
    before = digests(school / "site")
    page = school / "portfolios" / PAGE
    page.write_text(page.read_text("utf-8") + "\nUne phrase.\n", "utf-8")
    monkeypatch.chdir(school)
    monkeypatch.setattr("vitrail.building.making.pipeline.cluster", partial(cluster, seconds=0.3))
    failed = CliRunner().invoke(main, ["build", "--scheduler", "tcp://127.0.0.1:1"])
    assert failed.exit_code == 1
    assert digests(school / "site") == before
    assert not list(school.glob(".site.vitrail-*"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_name_that_is_no_text_stops_no_page(school):
    """An old archive of Windows leaves names in Latin-1: they are told, of files, folders and portfolios."""
    clean = digests(school / "site")
    for folder in ("portfolios", "portfolios/2025-2027", "portfolios/2025-2027/martin-ali/fichiers"):
        place = os.fsencode(school / folder) + b"/caf\xe9"
        Path(os.fsdecode(place + b".md")).write_text("---\ntitre: Perdu\n---\n", "utf-8")
        Path(os.fsdecode(place)).mkdir()
        Path(os.fsdecode(place + b"/index.md")).write_text("---\nnom: Perdu\n---\n", "utf-8")
    done = _build(school)
    assert (done.returncode, digests(school / "site")) == (0, clean), done.stderr
    told = subprocess.run(
        [*RUN[:3], "check"], cwd=school, env=_environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert "caf\\xe9.md" in told.stdout
    assert not told.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no such thing")
def test_what_would_be_waited_for_is_never_opened(school):
    """A pipe, and a link to a device that git carries: nothing of them is read, not even to know whether they moved."""
    clean = digests(school / "site")
    os.mkfifo(school / "portfolios/2025-2027/martin-ali/realisations/tube.md")
    (school / "portfolios/2025-2027/martin-ali/fichiers/notes.md").symlink_to("/dev/ptmx")
    done = _build(school)
    assert (done.returncode, digests(school / "site")) == (0, clean), done.stderr
