"""A page is a call and a template: the one gives exactly what the other reads."""

import ast
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec import Struct
from msgspec.structs import replace

from tests.templates import EACH, read_of, step
from vitrail import THEME
from vitrail.building.making.planning import plan_site
from vitrail.building.making.works import examined
from vitrail.building.publishing.workers.shells import Dress
from vitrail.content.addressing.spec import Content
from vitrail.content.model.audience import Audience
from vitrail.site.chrome.slots import Shell
from vitrail.site.project import Project

ROOT = Path(__file__).parents[3]
PAGES = sorted((ROOT / "generator" / "vitrail" / "site" / "pages").rglob("*.py"))
PAPERS = sorted((ROOT / "generator" / "vitrail" / "site" / "outputs" / "papers").glob("*.py"))
KINDS = sorted(path.stem for path in (THEME / "templates").rglob("[!_]*.html"))


def calls(name, modules):
    """Yield each call of a name in some modules: where it is, what comes first in it, the names that it gives."""
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                first = node.args[0].value if node.args else None
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first, frozenset(one.arg for one in node.keywords)


def test_a_template_reads_exactly_what_its_page_gives():
    """Each template has one call, and a name that is given and never read, or read and never given, is a mistake."""
    given = {}
    for place, kind, names in calls("templated", PAGES + PAPERS):
        assert kind not in given, f"{place}: « {kind} » is planned twice"
        given[kind] = (place, names)
    assert sorted(given) == KINDS
    for kind, (place, names) in given.items():
        read = read_of(kind).get((), set())
        assert not names - read, f"{place} gives what {kind}.html does not read: {sorted(names - read)}"
        assert not read - names, f"{kind}.html reads what {place} does not give: {sorted(read - names)}"


def test_some_template_reads_exactly_what_a_row_gives():
    """A column is a name in the row and a cell in the template: one without the other is a mistake."""
    reads = [(kind, place, names) for kind in KINDS for place, names in read_of(kind).items() if place]
    for place, _, names in calls("Row", PAGES + PAPERS):
        assert names, place
        kind, there, nearest = min(reads, key=lambda one: len(names ^ one[2]))
        where = f"{kind}.html, {'.'.join(map(str, there))}"
        assert not names - nearest, f"{place} gives what is not read ({where}): {sorted(names - nearest)}"
        assert not nearest - names, f"{where} reads what {place} does not give: {sorted(nearest - names)}"


def planned(portfolios, root):
    """Yield every page of a school, for its three audiences."""
    team = Project(root=root, portfolios=portfolios, site=root / "site", site_name="École", audience=Audience.TEAM)
    shell = Shell(site_name="École", language="fr", indexed=False, bundle="", pieces=(), names=())
    memo = examined(team).memo
    for audience in Audience:
        memo.set_input(f"shell {audience.name}", "")
        site = plan_site(replace(team, audience=audience), memo, Dress(shell=shell, sheet=""))
        yield from (spec for part in site.parts for spec in part.specs().values())


class Page:
    """What the values of a page hold that its template reads nowhere, and the reverse."""

    def __init__(self, spec):
        self._kind = spec.content.kind
        self._places = defaultdict(set)
        self._rows = {}
        self._find(spec.content, {()})
        self.rows = [row for row in self._rows.values() if isinstance(row, SimpleNamespace)]

    def _find(self, value, places):
        """Note where each row stands, and every place that its template may call that."""
        if isinstance(value, tuple):
            for index, one in enumerate(value):
                self._find(one, {step(place, name) for place in places for name in (EACH, index)})
        elif isinstance(value, (SimpleNamespace, Struct)):
            self._rows[id(value)] = value
            self._places[id(value)] |= places
            for name in names_of(value):
                self._find(getattr(value, name), {step(place, name) for place in places})

    def differences(self):
        """Yield where they are, and the names; a record, which several pages show, may hold more than one reads."""
        for key, row in self._rows.items():
            places = self._places[key]
            read = set().union(*(read_of(self._kind).get(place, set()) for place in places))
            names = names_of(row)
            amiss = read ^ names if isinstance(row, SimpleNamespace) else {one for one in read if not hasattr(row, one)}
            if amiss:
                yield (self._kind, *max(places, key=lambda place: place.count(EACH))), amiss


def names_of(value):
    """The names of what a row holds."""
    if isinstance(value, Struct):
        return set(value.__struct_fields__)
    return vars(value).keys() - ({"kind"} if isinstance(value, Content) else set())


@pytest.mark.slow
def test_what_the_sample_shows_is_what_its_templates_read(tmp_path):
    """At every place of every page, for its three readers: nothing is in a page's key that its bytes do not show."""
    amiss, met = defaultdict(set), set()
    for spec in planned(ROOT / "portfolios", tmp_path):
        page = Page(spec)
        met |= {frozenset(names_of(row)) for row in page.rows}
        for place, names in page.differences():
            amiss[place] |= names
    assert dict(amiss) == {}
    assert {place for place, _, names in calls("Row", PAGES) if names not in met} == set(), "the sample has no such row"
