"""A portfolio that is taken for unchanged is unchanged: equal inputs, equal pages, whatever is edited in the school."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.making.editions import edition
from generator.making.examination import examine
from generator.making.planning import plan_site
from generator.memo.files import SourceFiles
from generator.memo.memo import Memo
from generator.memo.shelf import AnswerShelf
from generator.model.audience import Audience
from generator.project import Project
from generator.publishing.page_keys import PageKeys, code_key
from generator.publishing.store import Store
from generator.publishing.workers.executors import Workers
from generator.publishing.workers.shells import shell_for

SAMPLE = Path(__file__).parents[2] / "portfolios"
TEXTS = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.suffix in {".md", ".yml"})


def _lines(change):
    def edit(path, rank):
        lines = path.read_text("utf-8").split("\n")
        change(lines, rank % len(lines))
        path.write_text("\n".join(lines), "utf-8")

    return edit


def _swap(lines, rank):
    other = (rank + 1) % len(lines)
    lines[rank], lines[other] = lines[other], lines[rank]


def _count(lines, rank):
    lines[rank] = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), lines[rank])


def _word(lines, rank):
    lines[rank] = re.sub(r"\w{4,}", "nouveau", lines[rank], count=1)


def _visible(lines, rank):
    lines.insert(1, ("visibilité: jury", "visibilité: équipe", "visibilité: public")[rank % 3])


EDITS = {
    "swap": _lines(_swap),
    "count": _lines(_count),
    "word": _lines(_word),
    "cut": _lines(lambda lines, rank: lines.pop(rank)),
    "space": _lines(lambda lines, rank: lines.__setitem__(rank, lines[rank] + "  ")),
    "visible": _lines(_visible),
    "delete": lambda path, _: path.unlink(),
    "rename": lambda path, _: path.rename(path.with_name(f"autre-{path.name}")),
    "folder": lambda path, _: (
        path.parent.name == "portfolios" or path.parent.rename(path.parent.with_name(f"autre-{path.parent.name}"))
    ),
}


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """The sample school where it can be edited, with what was seen so far: hash of inputs → keys of the pages."""
    root = tmp_path_factory.mktemp("school")
    shutil.copytree(SAMPLE, root / "portfolios")
    return root, {}


def _planned(root, audience):
    """Hash of the inputs and keys of the pages, portfolio by portfolio."""
    project = Project(
        root=root, portfolios=root / "portfolios", site=root / "site", site_name="École", audience=audience
    )
    store = Store(folder=root / "cache" / audience.name, key=b"k")
    store.load()
    memo = Memo(SourceFiles(project.portfolios), AnswerShelf(root / "memo", b"k", code_key()))
    with Workers(1) as crew:
        _, shell = shell_for(project, store, crew)
        examination = examine(project, memo, store, crew)
        _, site = plan_site(
            project,
            examination,
            edition(project, examination, audience),
            shell(),
            examination.diagnostics,
            edition(project, examination, Audience.JURY),
        )
    keys = PageKeys(site.shell, site.build_key)
    for part in site.parts:
        if part.inputs:
            yield keys.of_part(part), tuple((spec.url, keys.of(spec)) for spec in part.pages())
    memo.close()
    store.close(audience.name.lower(), tuple(store.known))


@given(
    file=st.sampled_from(TEXTS),
    edit=st.sampled_from(sorted(EDITS)),
    rank=st.integers(0, 60),
    audience=st.sampled_from(Audience),
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_equal_inputs_give_equal_pages(school, file, edit, rank, audience):
    """One file of the sample school is edited, moved or deleted; the others' portfolios are planned as before."""
    root, seen = school
    EDITS[edit](root / "portfolios" / file, rank)
    try:
        for name, pages in _planned(root, audience):
            assert seen.setdefault(name, pages) == pages
    finally:
        shutil.rmtree(root / "portfolios")
        shutil.copytree(SAMPLE, root / "portfolios")
