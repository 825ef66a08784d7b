"""The plugin inside a real ``mkdocs build``."""

from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.chrome.plugin import VitrailPlugin
from generator.model.audience import Audience

FOUR_LINES = "site_name: Lycée\ndocs_dir: portfolios\ntheme: {name: vitrail}\nplugins: [%s]\n"


def run(folder, monkeypatch, plugin="vitrail"):
    """Build a tiny school, recording what the pipeline was asked."""
    asked = []
    monkeypatch.setattr(VitrailPlugin, "build_into", staticmethod(asked.append))
    (folder / "portfolios/secret").mkdir(parents=True)
    (folder / "portfolios/secret/eval.md").write_text("# Évaluation\n")
    (folder / "portfolios/secret/scan.pdf").write_bytes(b"%PDF")
    (folder / "portfolios/assets/css").mkdir(parents=True)
    (folder / "portfolios/assets/css/chrome.css").write_text("/* student */")
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
    assert (tmp_path / "site/assets/css/chrome.css").read_text() != "/* student */"


def test_the_pipeline_gets_the_hosts_options(tmp_path, monkeypatch):
    """Audience, date and language come from the plugin's options."""
    (project,) = run(tmp_path, monkeypatch, "vitrail: {audience: equipe, date: 2026-05-12}")
    assert (project.root, project.site) == (tmp_path, tmp_path / "site")
    assert project.audience is Audience.TEAM
    assert project.asked_date.isoformat() == "2026-05-12"
    assert project.portfolios == tmp_path / "portfolios"
    assert project.site_name == "Lycée"
