"""What is kept open all evening lives: after any saves the site is the clean one, and no verdict is lost."""

import hashlib
import json
from datetime import date
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from tests.deep import sized
from tests.soaking import COHORT, REMARK, Evening, Kept, make_school, two_browsers, wait_for
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.site.settings import CommandOptions, find_project

pytestmark = [pytest.mark.slow, pytest.mark.long]
SAVES = sized(24, 750)
"""How many: 3000 last some minutes."""
SEED = 25
DAY = "2026-11-28"
NEWS = {
    "serve": ("/__vitrail/version", ("/2025-2027/durand-zoe/realisations/glpi.html", "/2025-2027/index.html")),
    "desk": ("/api/attente", ("/api/liste", "/api/travail?2025-2027/durand-zoe/glpi")),
}
"""What an open page waits on, and what it then asks."""
PLACES = ("2025-2027/élève-1/glpi-2", "2025-2027/durand-zoe/glpi", "2025-2027/élève-1/glpi-7")


def _files(site):
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def _is_clean(school, elsewhere):
    """Give a function: whether what is served is what a clean build of the same files makes."""
    options = CommandOptions(asked_date=date.fromisoformat(DAY), served=True)
    project = find_project(school, options, Audience.TEAM)
    build(replace(project, root=elsewhere, site=elsewhere / "site", cache_elsewhere=elsewhere / "cache"))
    clean = _files(elsewhere / "site")

    def same():
        try:
            return _files(project.site) == clean
        except OSError:  # a file that was replaced meanwhile
            return False

    return same


def _judge(kept, rank):
    """Say something of a work as the desk's page does; give what is to be found when it was acknowledged."""
    try:
        status, body = kept.ask(f"/api/travail?{quote(PLACES[rank % len(PLACES)])}")
        if status != 200:
            return None
        shown = json.loads(body)
        comment = f"{REMARK.format(rank)}\n\nDeuxième paragraphe."
        order = {"by": "M. Exemple", "opinion": "retenue", "comment": comment}
        status, _ = kept.ask("/api/avis", {**order, **{key: shown[key] for key in ("place", "seal", "evaluations")}})
    except OSError:
        assert not kept.alive.is_set(), kept.said.read_text("utf-8")
        return None
    assert status in {200, 409, 422}, status
    return comment if status == 200 else None


@pytest.mark.parametrize("command", ["serve", "desk"])
def test_an_evening_of_saves_ends_neither_command_and_leaves_the_clean_site(tmp_path, command):
    """Renames, deletions, half files, a pull, another branch, a kill, two pages open: nothing is lost of it."""
    school, colleague = make_school(tmp_path)
    said = []
    with Kept(school, command, "--date", DAY) as kept, two_browsers(kept, *NEWS[command]):
        evening = Evening(school, colleague, kept, SEED)
        acts = {
            SAVES // 4: evening.pull, SAVES // 2: evening.switch, SAVES * 3 // 5: kept.kill,
            SAVES * 3 // 5 + 5: kept.start, SAVES * 3 // 4: evening.pull, SAVES * 7 // 8: evening.switch,
        }  # fmt: skip
        for step in range(SAVES):
            acts.get(step, evening.pause if step % 41 == 0 and kept.alive.is_set() else evening.save)()
            evening.rest()
            if kept.alive.is_set():
                kept.lives()
                if command == "desk" and step % 9 == 0:
                    said.append(_judge(kept, step))
        wait_for(_is_clean(school, tmp_path / "clean"), kept.lives)
        kept.stop()
    written = "".join(path.read_text("utf-8") for path in (school / COHORT / "evaluations").rglob("*.yml"))
    assert [one for one in said if one and one.split("\n")[0] not in written] == []
    assert command == "serve" or sum(map(bool, said)) > SAVES // 30
