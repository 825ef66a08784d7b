"""One path: MkDocs and our own command give the same site, from a checkout or from a wheel."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deep import deep_example
from tests.folders import digests

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests" / "portfolios" / "petite-ecole"
HOSTED = ROOT / "tests" / "portfolios" / "hote"
MKDOCS = "site_name: École\ntheme: {name: vitrail}\nplugins: [vitrail]\n"
"""The three lines of docs/mkdocs.md; no folder docs/ stands beside them."""


def _run(root, *command, path=ROOT / "generator"):
    done = subprocess.run(
        [sys.executable, *command], cwd=root, env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, installed in a folder of its own."""
    built = tmp_path_factory.mktemp("wheel")
    _run(ROOT, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(built), ".")
    target = built / "installed"
    (found,) = built.glob("*.whl")
    _run(ROOT, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(found))
    return target


@pytest.fixture
def project(tmp_path):
    """A folder that holds only portfolios/ and a three-line mkdocs.yml."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    return tmp_path


@pytest.mark.parametrize("host", ["mkdocs", deep_example("properdocs")])
def test_a_host_and_vitrail_write_the_same_files(project, host):
    """``mkdocs build`` is the same map in another host, and so is that of the one who carries MkDocs 1 on."""
    _run(project, "-m", "vitrail", "build")
    ours = digests(project / "site")
    shutil.rmtree(project / "site")
    shutil.rmtree(project / ".vitrail-cache")
    _run(project, "-m", host, "build", "--quiet")
    assert digests(project / "site") == ours


@pytest.mark.parametrize("host", ["mkdocs", deep_example("properdocs")])
def test_all_that_a_school_says_of_its_pages_is_the_same_in_a_host(project, host):
    """Pages of its own, logo, colours, menu and features, with another plugin beside ours."""
    shutil.copytree(HOSTED, project, dirs_exist_ok=True)
    config = project / "mkdocs.yml"  # a page of the school holds an erreur
    config.write_text(config.read_text("utf-8").replace("strict: true", "strict: false"), "utf-8")
    _run(project, "-m", "vitrail", "build")
    ours = digests(project / "public")
    shutil.rmtree(project / "public")
    shutil.rmtree(project / ".vitrail-cache")
    done = _run(project, "-m", host, "build")
    assert digests(project / "public") == ours
    assert "assets/images/ecole-logo.png" in ours
    assert "mkdocs.yml:20 STR058" in done.stderr


def test_a_wheel_outside_the_checkout_builds_the_same_site(project, wheel):
    """Theme, référentiels and catalogues are in the wheel."""
    _run(project, "-m", "vitrail", "build")
    ours = digests(project / "site")
    shutil.rmtree(project / ".vitrail-cache")
    _run(project, "-m", "vitrail", "build", "--site", str(project / "other"), path=wheel)
    assert digests(project / "other") == ours
    shutil.rmtree(project / "site")
    _run(project, "-m", "mkdocs", "build", "--quiet", path=wheel)
    assert digests(project / "site") == ours


def test_a_single_portfolio_is_a_site(tmp_path):
    """A student alone publishes from one folder without a class."""
    portfolios = tmp_path / "portfolios"
    shutil.copytree(SCHOOL / "2025-2027" / "durand-zoe", portfolios)
    shutil.copy(SCHOOL / "2025-2027" / "promotion.yml", portfolios / "promotion.yml")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    _run(tmp_path, "-m", "vitrail", "build")
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Zoé Durand" in home
    assert (tmp_path / "site" / "realisations" / "glpi.html").is_file()
    assert (tmp_path / "site" / "synthese.html").is_file()
    _run(tmp_path, "-m", "vitrail", "build", "--audience", "equipe")
    assert not [*(tmp_path / "site-equipe").glob("matrice.[cx]*")], "the tables of a class that no page shows"


def test_every_file_of_the_site_is_in_the_manifest_with_its_reason(project):
    """Nothing is published without being listed."""
    import json

    _run(project, "-m", "vitrail", "build")
    listed = json.loads((project / ".vitrail-cache" / "manifest-public.json").read_text("utf-8"))
    assert set(listed) == set(digests(project / "site"))
    assert all(listed.values())


def test_mkdocs_strict_ends_with_1_for_a_fault_of_a_file_and_without_it_publishes(project):
    """As ``vitrail build`` with « strict »; Material's advertisement for another engine is not shown."""
    page = project / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    page.write_text(page.read_text("utf-8").replace("titre:", "titre: [", 1), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    environment.pop("NO_MKDOCS_2_WARNING", None)
    plain, strict = (
        subprocess.run(
            [*command, *more], cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        for more in ((), ("--strict",))
    )
    assert (plain.returncode, strict.returncode) == (0, 1)
    assert "durand-zoe/realisations/glpi.md:" in plain.stderr
    assert "MkDocs 2.0" not in plain.stderr + plain.stdout
    page.write_text(page.read_text("utf-8").replace("titre: [", "titre:", 1), "utf-8")
    assert _run(project, "-m", "mkdocs", "build", "--strict")
