"""The plugin inside a real ``mkdocs build``."""

from importlib import reload
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from vitrail.content.model.audience import Audience
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.site.chrome import theme

FOUR_LINES = "site_name: Lycée\ndocs_dir: portfolios\ntheme: {name: vitrail}\nplugins: [%s]\n"


def run(folder, monkeypatch, plugin="vitrail", faults=()):
    """Build a tiny school, recording what the pipeline was asked."""
    asked = []
    built = SimpleNamespace(examination=SimpleNamespace(diagnostics=faults))
    monkeypatch.setattr("vitrail.building.making.pipeline.build_into", lambda project: asked.append(project) or built)
    (folder / "portfolios/secret").mkdir(parents=True)
    (folder / "portfolios/secret/eval.md").write_text("# Évaluation\n")
    (folder / "portfolios/secret/scan.pdf").write_bytes(b"%PDF")
    (folder / "portfolios/assets/css").mkdir(parents=True)
    (folder / "portfolios/assets/css/vitrail.css").write_text("/* student */")
    (folder / "mkdocs.yml").write_text(FOUR_LINES % plugin)
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return asked


def test_mkdocs_publishes_theme_files_only(tmp_path, monkeypatch):
    """Neither pages nor scans nor files that take the place of ours: the pipeline decides."""
    run(tmp_path, monkeypatch)
    published = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*") if path.is_file()
    }
    assert not [url for url in published if url.endswith((".html", ".xml", ".xml.gz", ".pdf", ".map", ".md"))]
    assert "assets/js/base.js" in published
    assert (tmp_path / "site/assets/css/vitrail.css").read_text() != "/* student */"


def test_the_pipeline_gets_the_hosts_options(tmp_path, monkeypatch):
    """Audience, date and language come from the plugin's options."""
    (project,) = run(tmp_path, monkeypatch, "vitrail: {audience: equipe, date: 2026-05-12}")
    assert (project.root, project.site) == (tmp_path, tmp_path / "site-equipe")
    assert project.audience is Audience.TEAM
    assert project.asked_date.isoformat() == "2026-05-12"
    assert project.portfolios == tmp_path / "portfolios"
    assert project.site_name == "Lycée"


@pytest.mark.parametrize("day", ["12/05/2026", '"12 mai 2026"'])
def test_options_are_read_as_people_write_them(tmp_path, monkeypatch, day):
    """An accent, a day in French: as on the command line."""
    (project,) = run(tmp_path, monkeypatch, f"vitrail: {{audience: équipe, date: {day}}}")
    assert (project.audience, project.asked_date.isoformat()) == (Audience.TEAM, "2026-05-12")


def test_the_theme_without_its_plugin_is_refused_with_what_to_add(tmp_path, monkeypatch, caplog):
    """Nothing is written: MkDocs would copy the files that it finds."""
    reload(theme)  # as in a process of MkDocs, where its options are there before the theme
    with pytest.raises(Abort):
        run(tmp_path, monkeypatch, "search")
    assert "« plugins: [vitrail] »" in caplog.text.replace("\u202f", " ").replace("\xa0", " ")
    assert not (tmp_path / "site").exists()


def test_an_edition_never_takes_the_place_of_another(tmp_path, monkeypatch, caplog):
    """MkDocs empties the folder before it builds: it is stopped first."""
    (tmp_path / "site-equipe").mkdir()
    (tmp_path / "site-equipe/404.html").write_text('<meta name="generator" content="Vitrail public">')
    with pytest.raises(Abort):
        run(tmp_path, monkeypatch, "vitrail: {audience: equipe}")
    assert "rm -r site-equipe" in caplog.text
    assert (tmp_path / "site-equipe/404.html").is_file()


def test_mkdocs_is_told_of_each_erreur_and_of_nothing_else(tmp_path, monkeypatch, caplog):
    """With its place; ``mkdocs build --strict`` counts what is logged so."""
    place = Place(path="2025-2027/moreau-lea/realisations/glpi.md", line=9, column=3)
    faults = (
        Diagnostic.at("REF001", place, code="B1.7", framework="BTS SIO"),
        Diagnostic.at("MED016", place, target="a.pdf", size=21, limit=25),
    )
    run(tmp_path, monkeypatch, faults=faults)
    told = [record for record in caplog.records if record.name == "mkdocs.plugins.vitrail"]
    assert [record.levelname for record in told] == ["ERROR"]
    assert "moreau-lea/realisations/glpi.md:9:3 REF001" in told[0].getMessage()
