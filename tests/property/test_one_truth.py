"""Check, build and site count the same, whatever was damaged in a school."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.deep import sized
from tests.site.test_links import Reader
from vitrail.building.making.checking import check
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.ground.diagnostics import Severity
from vitrail.site.project import Project

pytestmark = pytest.mark.slow
SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
ZOE, ALI = "2025-2027/durand-zoe", "2025-2027/martin-ali"
FILES = (
    f"{ZOE}/index.md",
    f"{ZOE}/realisations/glpi.md",
    f"{ALI}/index.md",
    f"{ALI}/realisations/vlan.md",
    f"{ALI}/fichiers/plan.csv",
    "2025-2027/promotion.yml",
    "2025-2027/evaluations/durand-zoe.yml",
    "etablissement.yml",
)
STAGE = (
    "---\norganisation: {nom: Cabinet Delmas, ville: Brest}\ndu: 01/06/2026\nau: 26/06/2026\n"
    "tuteur: {nom: Solveig Kerbrat}\n---\nTexte.\n"
)


def _text(change):
    def damage(root, path):
        file = root / path
        if file.exists():
            file.write_bytes(change(file.read_bytes()))

    return damage


def _key(line):
    return _text(lambda raw: raw.replace(b"---\n", b"---\n" + line.encode() + b"\n", 1))


def _end(text):
    return _text(lambda raw: raw + text.encode())


def _shown(name, raw):
    """Attach a file to a page, by its text."""

    def damage(root, path):
        folder = (root / path).parent
        if path.endswith(".md") and folder.exists():
            (folder / name).write_bytes(raw)
            _end(f"\n![Vue](<{name}>) et [le fichier](<{name}>)\n")(root, path)

    return damage


def _stage(root, path):
    if path.endswith(".md") and (root / path).exists():
        (root / ZOE / "stages/mairie").mkdir(parents=True, exist_ok=True)
        (root / ZOE / "stages/mairie/index.md").write_text(STAGE, "utf-8")
        _end("\nMerci à Mme Solveig Kerbrat, du Cabinet Delmas.\n")(root, path)


DAMAGES = {
    "unclosed": _text(lambda raw: raw.replace(b"\n---\n", b"\n", 1)),
    "bracket": _key("titre: ["),
    "unknown key": _key("draff: true"),
    "draft": _key("draft: true"),
    "status": _key("statut: terminé"),
    "jury": _key("visibilité: jury"),
    "team": _key("visibilité: equipe"),
    "nobody": _key("visibilité: personne"),
    "code": _key("compétences: [B1.1, B9.9, C1]"),
    "conflict": _end("\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> autre\n"),
    "deep": _end("\n" + "> " * 900 + "fin\n"),
    "long": _end("\n" + "mot " * 120_000 + "\n"),
    "iframe": _end('\n<iframe src="https://www.youtube.com/embed/a"></iframe>\n'),
    "bytes": _text(lambda raw: raw[: len(raw) // 2] + b"\xff\xfe\x00" + raw[len(raw) // 2 :]),
    "empty": _text(lambda _: b""),
    "link": _end("\n[ailleurs](nulle-part.md) ![x](absente.png) [#](#rien)\n"),
    "heic": _shown("IMG_2041.HEIC", b"\0\0\0\x24ftypheic" + b"\0" * 40),
    "png": _shown("Capture d’écran 2026-03-12 à 14.05.33.png", b"\x89PNG\r\n\x1a\n cass\xc3\xa9e"),
    "named": _shown("note.txt", b"Tuteur : Solveig Kerbrat"),
    "stage": _stage,
    "delete": lambda root, path: (root / path).unlink(missing_ok=True),
    "rename": lambda root, path: (root / path).exists() and (root / path).rename((root / path).with_suffix(".txt")),
}


def _printed(page):
    """Read what the team's page prints: the numbers of files by state, those of remarks by severity."""
    html = page.read_text("utf-8")
    states = [int(number) for number in re.findall(r"<dd>(\d+)</dd></div>", html.partition("</dl>")[0])]
    severities = dict(re.findall(r' id="gravite-(\w+)">[^<]*?(\d+)</a>', html))
    return states, [int(severities.get(severity.value, 0)) for severity in Severity]


@example(steps=[("bytes", 5)])
@example(steps=[("heic", 1), ("deep", 3), ("stage", 1), ("named", 1), ("draft", 3)])
def _assert_summed(report, audience):
    """The summary of a build counts what its diagnostics and its ledger tell one by one."""
    rejected = [
        (entry.path, entry.reason)
        for entry in report.examination.ledger(audience).entries
        if entry.fate is Fate.REJECTED
    ]
    grave = [one for one in report.examination.diagnostics if one.severity is Severity.ERROR]
    assert report.summed.record.faults == Counter(one.severity for one in report.examination.diagnostics)
    assert report.summed.record.fates == Counter(entry.fate for entry in report.examination.ledger(audience).entries)
    assert [*report.summed.record.rejected.items()] == rejected
    for path, _ in rejected:
        every = [[one for one in told if one.place.path == path] for told in (grave, report.summed.diagnostics)]
        assert every[0][:1] == every[1][:1]


@given(steps=st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, len(FILES) - 1)), max_size=6))
@settings(max_examples=sized(4, 300), deadline=None, suppress_health_check=list(HealthCheck))
@example(steps=[("iframe", 4)])
def test_check_build_and_site_are_one_truth(tmp_path_factory, steps):
    """The same faults, the same states of the files, for each audience, and no link to nothing."""
    root = tmp_path_factory.mktemp("damaged")
    portfolios = root / "portfolios"
    shutil.copytree(SCHOOL, portfolios)
    for name, rank in steps:
        DAMAGES[name](portfolios, FILES[rank])
    project = Project(root=root, portfolios=portfolios, site=root / "site", site_name="École")
    checked = check(project)
    for audience in Audience:
        site = root / f"site-{audience.name.lower()}"
        report = build(Project(root=root, portfolios=portfolios, site=site, site_name="École", audience=audience))
        assert report.examination.diagnostics == checked.diagnostics
        assert report.examination.ledger(audience) == checked.examination.ledger(audience)
        _assert_summed(report, audience)
        published = {entry.url.partition("#")[0] for entry in report.examination.ledger(audience).entries if entry.url}
        assert {url for url in published if not (site / url).is_file()} == set()
        reader = Reader(site)
        dead = {
            (url, written)
            for url in reader.html
            for written, target, _ in reader.links(url)
            if target not in reader.files
        }
        assert dead == set()
    assert check(project).diagnostics == checked.diagnostics
    states, severities = _printed(root / "site-team/etat.html")
    counts = checked.examination.ledger(Audience.TEAM).counts()
    assert states == [*filter(None, counts.values()), sum(counts.values())]
    assert severities == [sum(one.severity is severity for one in checked.diagnostics) for severity in Severity]
