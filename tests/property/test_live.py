"""A school that stays in memory: after any saves, the site is the clean one."""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.deep import sized
from tests.folders import digests
from tests.property.edits import EDITS
from tests.property.test_incremental import EDITS as SHARED
from vitrail.building.making.live import Live, Saved
from vitrail.building.making.pipeline import build, publish
from vitrail.building.making.works import works
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

SEQUENCES = sized(3, 50)
"""How many are tried: a few with the suite, 500 after a change of what ``serve`` remembers (half an hour)."""
SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
SHOWN = Path(__file__).parents[2] / "portfolios/2025-2027/moreau-lea/fichiers"
"""Of the sample school: a document that is opened, a picture that is drawn."""
TEXTS = sorted(path.relative_to(SCHOOL).as_posix() for path in SCHOOL.rglob("*") if path.suffix in {".md", ".yml"})

THEN = "rest", "save", ""
"""What follows a save: nobody saves for a moment, somebody has already saved again, or will."""


def _say(path, rank):
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n\nUne phrase de plus, la {rank}e, avec [un lien](index.md) et M. Dupont.\n")


def _name_a_tutor(path, _):
    """Write what some stage of the school keeps for the team."""
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n\nMerci à Mme Sarah Petit et à M. Karim Benali.\n")


SAID = dict.fromkeys(("say", "say more", "say again"), _say) | {"tutor": _name_a_tutor}
EDITS = {**EDITS, **SAID, **dict.fromkeys(("back", "back again", "back once more"))}
"""« back »: the file is as it was at first, whatever became of it, as after an undo or on another branch."""


class Served:
    """What ``vitrail serve`` does, without its server and its watcher: portfolios are printed on demand."""

    def __init__(self, root, audience):
        self.project = Project(
            root=root, portfolios=root / "portfolios", site=root / "site", site_name="École", audience=audience,
            printed=frozenset(),
        )  # fmt: skip
        self.hurried = False
        self.live = Live(self.project, waits=lambda: self.hurried)
        self.live.prepare()

    def saved(self, *paths):
        """Take one burst, as the command does."""
        found = self.live.save(paths)
        if found is Saved.UNKNOWN:
            self.whole()
        return found

    def rest(self):
        """Nobody saves any more."""
        self.hurried = False
        self.saved()
        if self.live.behind:
            self.whole()

    def whole(self):
        """Build everything."""
        seen = self.live.look()
        with works(self.project, held=self.live.held) as shared:
            self.live.take(publish(self.project, shared), shared, seen)


def _attach(folder):
    """Show files that are opened and drawn on the pages of a portfolio."""
    (folder / "fichiers").mkdir()
    for name in ("glpi-procedure.pdf", "glpi-architecture.png"):
        shutil.copy(SHOWN / name, folder / "fichiers")
    with (folder / "realisations/glpi.md").open("a", encoding="utf-8") as stream:
        stream.write(
            "\n\n[procédure](../fichiers/glpi-procedure.pdf)\n\n![architecture](../fichiers/glpi-architecture.png)\n"
        )


def _clean(served, elsewhere):
    """The files of a site made from nothing."""
    build(replace(served.project, root=elsewhere, site=elsewhere / "site"))
    return digests(elsewhere / "site")


@given(
    steps=st.lists(
        st.one_of(
            st.tuples(
                st.sampled_from(TEXTS), st.sampled_from(sorted(EDITS)), st.integers(0, 60), st.sampled_from(THEN)
            ),
            st.tuples(st.just(""), st.sampled_from(sorted(SHARED)), st.just(0), st.sampled_from(THEN)),
        ),
        min_size=1,
        max_size=5,
    ),
    audience=st.sampled_from(Audience),
)
@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_saves_the_live_site_is_the_clean_one_byte_for_byte(tmp_path_factory, steps, audience):
    """Whatever is saved, renamed, deleted or shared, burst after burst, hurried or not, with a rest or none."""
    root = tmp_path_factory.mktemp("live")
    school = root / "portfolios"
    shutil.copytree(SCHOOL, school)
    _attach(school / "2025-2027/durand-zoe")
    first = {file: (school / file).read_bytes() for file in TEXTS}
    served = Served(root, audience)
    for file, edit, rank, then in steps:
        path = school / file
        if not file:
            SHARED[edit](school)
        elif EDITS[edit] is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(first[file])
        elif path.is_file() and path.read_bytes():
            EDITS[edit](path, rank)
        served.hurried = then == "save"
        served.saved(path)
        if then == "rest":
            served.rest()
    served.rest()
    assert digests(root / "site") == _clean(served, tmp_path_factory.mktemp("clean"))
