"""The site of an audience: its parts, each planned when its turn comes, and the files that are in no part."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.facts.beside import class_moves, files_beside, planned_files, printed_address, site_files
from vitrail.building.making.facts.cards import class_members, page_addresses
from vitrail.building.making.facts.counted import faults
from vitrail.building.making.facts.parts import CLASS, PORTFOLIO, WIDE, Part, parts, plan, specs_of
from vitrail.building.making.facts.people import files_in, folders, owner_of_file
from vitrail.building.making.facts.readers import omissions, school_edition, shown_class
from vitrail.building.making.facts.run import SCHOOL, PortfolioKey, classes
from vitrail.building.making.facts.setting import of_portfolio
from vitrail.building.making.facts.tried import text_faults
from vitrail.building.publishing.disk.site import Site
from vitrail.building.publishing.plans import ScopePlan
from vitrail.building.publishing.workers.shells import Dress
from vitrail.content.addressing.spec import PageSpec, StaticFile
from vitrail.content.model.audience import Audience
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.traces import PartTraces
from vitrail.site.chrome.assets import assets
from vitrail.site.project import Project


class SitePart(Struct, frozen=True):
    """A part, as publishing takes it (``publishing.disk.site.Part``)."""

    memo: Memo
    part: Part
    was: tuple[bytes, bytes] | None = None
    """Digests of its plan and of its files, as they are in the site that is in place."""

    @property
    def state(self) -> tuple[bytes, bytes]:
        """Return the digests of its plan and of the files beside its pages, planning them if needed."""
        return plan.digest(self.memo, *self.part), planned_files.digest(self.memo, *self.part)

    @property
    def there(self) -> bool:
        """True if its plan and its files are those of the site in place."""
        return self.was is not None and self.was == self.state

    @property
    def wide(self) -> bool:
        """True if it is about the whole school, not a class or a portfolio."""
        return self.part[1] in WIDE

    def sheets(self) -> tuple[ScopePlan, ...]:
        """Return its plan."""
        return plan(self.memo, *self.part)

    def specs(self) -> Mapping[str, PageSpec]:
        """Return its pages by address."""
        return specs_of(self.memo, self.part)

    def files(self) -> Mapping[str, StaticFile]:
        """Return its files that are no pages, by address."""
        return files_beside(self.memo, self.part)

    @property
    def known(self) -> bool:
        """True if its plan is known without planning."""
        return self.memo.holds(plan, self.part)

    def save(self) -> Mapping[str, PartTraces]:
        """Write its plan, which this process made, and the diagnostics of its portfolio; return the traces written."""
        _, kind, *who = self.part
        planned_files(self.memo, *self.part)
        alone = kind == PORTFOLIO
        for told in (faults, text_faults, omissions) if alone else ():
            told(self.memo, *who)
        counted = ((self.part[0], slug) for slug in classes(self.memo)) if self.wide else ()  # only wide parts ask
        written = self.memo.save(tuple(who) if alone else self.part, *counted)
        self.memo.release(tuple(who) if alone else ())  # else this process would hold many portfolios
        return written

    def adopt(self, written: Mapping[str, PartTraces]) -> None:
        """Take the traces of its plan, which another process wrote."""
        for part, traces in written.items():
            self.memo.adopt(part, traces, forked=True)

    def release(self) -> None:
        """Forget its plan, which is written."""
        self.memo.release(self.part)


def plan_site(project: Project, memo: Memo, dress: Dress) -> Site:
    """Return the site of an audience; the memo was told the digest of its shell, which is in the keys of pages."""
    return replace(
        bare_site(project, memo, dress),
        parts=tuple(SitePart(memo, part) for part in parts(memo, project.audience.name)),
        statics=furniture(project, dress),
        later=made_later(project, memo),
    )


def furniture(project: Project, dress: Dress) -> Mapping[str, StaticFile]:
    """Return the files of the theme, and those that mkdocs.yml asks for."""
    reason = "habillage que mkdocs.yml demande"
    asked_for = {url: StaticFile(content=raw, reason=reason) for url, raw in project.look.files.items()}
    return {**assets(dress.sheet), **asked_for}


def made_later(project: Project, memo: Memo) -> frozenset[str]:
    """List the pages that are made on request: portfolios to print, when a server is there to make them."""
    audience = project.audience.name
    if project.printed is None or project.audience is Audience.PUBLIC:
        return frozenset()
    return frozenset(
        printed_address(memo, audience, (slug, student), "html")
        for slug in classes(memo) if shown_class(memo, audience, slug)
        for student in class_members(memo, audience, slug)
    )  # fmt: skip


def bare_site(project: Project, memo: Memo, dress: Dress) -> Site:
    """Return a site without parts: enough to render any of its pages."""

    @cache
    def disks(who: PortfolioKey) -> Mapping[str, str]:
        return {file.path: file.disk for file in files_in(memo, *who)}

    def file_of(path: str) -> Path:
        return Path(memo.files.place(disks(owner_of_file(memo, path))[path]))

    return Site(
        shell=replace(dress.shell, indexed=school_edition(memo, project.audience.name).record.indexing),
        file_of=file_of,
        language=project.language,
        edition=project.edition,
        site_url=project.site_url.rstrip("/") + "/" if project.site_url else "",
    )


def prepare(memo: Memo, audience: str) -> None:
    """Ask what parts have in common: workers forked next inherit the answers, and this process knows their digests.

    Answers that are kept are read back by the workers that need them: held here, they would be in the memory of each.
    """
    memo.save()
    memo.release((), kept=True)  # else each worker would hold the answers about all portfolios
    met = set[str]()
    folders(memo)
    page_addresses(memo, audience, *SCHOOL)
    site_files(memo, audience, *SCHOOL)
    for part in parts(memo, audience):
        _, kind, cohort, student = part
        if kind == CLASS:
            class_moves(memo, audience, cohort)
        elif kind == PORTFOLIO and cohort not in met and not memo.holds(plan, part):
            met.add(cohort)
            of_portfolio(memo, audience, cohort, student)
    memo.save()  # so that workers begin with nothing to write
