"""One student's portfolio as pages see it: in its class, with its coverage, its order and its navigation."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.addressing import addresses, table
from vitrail.content.addressing.addresses import Authored
from vitrail.content.addressing.relative import on_paper
from vitrail.content.addressing.spec import Content, NavItem, PageSpec, Scope
from vitrail.content.addressing.table import AtRoot, InCohort, InPortfolio
from vitrail.content.frameworks.queries import home_of
from vitrail.content.model.internships.internship import Internship, Report, Review
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.realisation import Claim, Realisation, Status
from vitrail.content.model.school import Cohort
from vitrail.content.model.state import State
from vitrail.content.model.student import FreePage, Judged, Student, WatchEntry
from vitrail.knowledge.coverage.tables import CompetencyCoverage, Evidence, StudentCoverage
from vitrail.knowledge.internships.profiles import profile_on
from vitrail.site.pages.elements import Chip, Ref, dotted, those
from vitrail.site.pages.lineage import UNKNOWN, Lineage
from vitrail.site.pages.navigation import own_pages
from vitrail.site.pages.setting import Setting
from vitrail.site.pages.svg.timeline import Span
from vitrail.site.pages.wording import Wording

_UNCOUNTED = StudentCoverage(student="", framework=None, option=None)


class Portfolio(Struct, frozen=True, kw_only=True, dict=True):
    """A student with the whole input of their pages."""

    setting: Setting
    cohort: Cohort
    student: Student
    coverage: StudentCoverage
    tree: Lineage
    """Their référentiel, or ``UNKNOWN``."""

    @cached_property
    def say(self) -> Wording:
        """The words that the pages are written with."""
        return self.setting.say

    @property
    def for_team(self) -> bool:
        """True if the reader is the team."""
        return self.setting.for_team

    @property
    def for_public(self) -> bool:
        """True if the reader is anybody."""
        return self.setting.for_public

    def page(self, row: InPortfolio, **names: str) -> str:
        """Return the address of a page of the portfolio."""
        return addresses.in_portfolio(self.cohort, self.student, row, **names)

    def spec(self, row: InPortfolio, title: str, content: Content, **more: Any) -> PageSpec:  # noqa: ANN401  # its fields
        """Plan a page of the portfolio, below its home; ``more`` has fields of ``PageSpec`` that few pages set."""
        return PageSpec(self.page(row), title, self.scope(self.home), content, **more)

    def written(self, item: Authored, content: Content, *above: NavItem, **more: Any) -> PageSpec:  # noqa: ANN401  # the same
        """Plan the page of what the student wrote, around its text; ``above`` stand between it and the home."""
        scope = self.scope(self.home, *above)
        return PageSpec(self.url(item), self.title(item), scope, content, body=item.body, **more)

    def url(self, item: Authored) -> str:
        """Return the address of the page of a work of the student."""
        return addresses.page_of(self.cohort, self.student, item)

    def ref(self, item: Authored) -> Ref:
        """Return the title of an item that the student wrote, linked to its page."""
        return Ref(self.title(item), self.url(item))

    def title(self, item: Authored) -> str:
        """Name a stage by its hosts, else by its folder; anything else by its title."""
        if not isinstance(item, Internship):
            return item.title
        hosts = tuple(self.setting.organisation(host) for host in item.organisations)
        return self.say.listing(hosts) if hosts else item.slug

    def span(self, item: Judged, **more: Any) -> Span | None:  # noqa: ANN401  # its fields
        """Place a work in time if it has dates; one that is still open lasts until today."""
        if (period := item.span) is None:
            return None
        end, when = period.end or max(self.setting.today, period.start), self.say.period(period)
        return Span(title=self.title(item), url=self.url(item), start=period.start, end=end, when=when, **more)

    def account(self, stage: Internship, entry: Report | Review) -> Ref:
        """Name a report by its week (its month, for an apprentice), a review by its kind, and lead to its page."""
        if isinstance(entry, Review):
            title = self.say("Bilan final") if entry.final else self.say("Bilan intermédiaire")
            title = self.say("Entretien") if entry.interview else title
        elif stage.apprenticeship:
            title = self.say("Mois {number}", number=entry.number)
        else:
            title = self.say("Semaine {number}", number=entry.number)
        return Ref(title, addresses.journal(self.cohort, self.student, stage, entry.slug))

    def place(self, code: str) -> str:
        """Return the address of a competency among the student's."""
        return f"{self.page(InPortfolio.COMPETENCIES)}#{addresses.anchor(code)}"

    @cached_property
    def realisations(self) -> tuple[Realisation, ...]:
        """The réalisations in the order of the portfolio: as the student ranked them, then by date."""
        return tuple(sorted(self.student.realisations, key=_rank))

    @cached_property
    def works(self) -> tuple[Realisation, ...]:
        """The réalisations of this class, then those of former classes, each group in that order."""
        former = (item for brought in self.student.former for item in sorted(brought.realisations, key=_rank))
        return (*self.realisations, *former)

    @cached_property
    def internships(self) -> tuple[Internship, ...]:
        """The stages, in their order, then by date."""
        return tuple(sorted(self.student.internships, key=_rank))

    @cached_property
    def stages(self) -> tuple[Internship, ...]:
        """The stages of this class, then those of former classes, each group in that order."""
        former = (item for brought in self.student.former for item in sorted(brought.internships, key=_rank))
        return (*self.internships, *former)

    @cached_property
    def watch(self) -> tuple[WatchEntry, ...]:
        """The technology watch, latest first."""
        return tuple(sorted(self.student.watch, key=lambda item: (-(item.on or date.min).toordinal(), item.slug)))

    @cached_property
    def pages(self) -> tuple[FreePage, ...]:
        """The free pages, as ranked, then by title."""
        return tuple(sorted(self.student.pages, key=lambda item: (item.rank is None, item.rank or 0, item.title)))

    @cached_property
    def by_slug(self) -> dict[str, Realisation]:
        """Réalisations by slug, those of former classes too."""
        return {item.slug: item for item in self.student.works}

    @cached_property
    def profile(self) -> Profile | None:
        """Return the profile of the student's stages."""
        return self.asked_on(self.setting.today)

    def asked_on(self, day: date, stage: Internship | None = None) -> Profile | None:
        """Return the rules on stages that hold for the student on a day, or for one of their stages."""
        return profile_on(self.student, self.cohort, self.tree.framework, day, stage)

    def origin(self, item: Judged) -> str:
        """Say in which former class a work was done, « en … »; empty for a work of this class."""
        name = next((brought.cohort for brought in self.student.former if brought.portfolio == item.origin), "")
        return self.say("en {cohort}", cohort=name) if name else ""

    def cited(self, codes: Iterable[str | None]) -> tuple[tuple[str, str], ...]:
        """Return (id, words to search) of cited competencies, and of those whose pages show them as details."""
        cited = [code for code in codes if code]
        wanted = dict.fromkeys((*(home_of(self.tree.framework, code) for code in cited), *cited))
        competencies = [item for code in wanted if (item := self.tree.get(code))]
        return tuple((item.id, " ".join(dict.fromkeys((item.id, item.local_id, item.title)))) for item in competencies)

    def competency(self, code: str) -> CompetencyCoverage:
        """Return the coverage of a competency: an uncovered one when it is not asked."""
        return self.coverage.competencies.get(code, CompetencyCoverage(state=State.UNCOVERED))

    @cached_property
    def evidence(self) -> dict[str, dict[str, Evidence]]:
        """Réalisation → competency as cited → the claim's state."""
        by_work: dict[str, dict[str, Evidence]] = {}
        for item in self.coverage.competencies.values():
            for proof in item.evidence:
                by_work.setdefault(proof.realisation, {}).setdefault(proof.competency, proof)
        return by_work

    def proofs(self, work: Realisation) -> Mapping[str, Evidence]:
        """Return the claims of a réalisation with their states, by competency as cited."""
        return self.evidence.get(work.slug, {})

    def proof(self, work: Realisation, cited: str) -> str:
        """Return where a réalisation's claim is shown with its proofs; empty for what claims nothing."""
        if cited not in self.proofs(work):
            return ""
        shown = addresses.proof(home_of(self.tree.framework, cited), work.slug)
        return f"{self.page(InPortfolio.COMPETENCIES)}#{shown}"

    def level(self, level: int | None) -> str:
        """Write a level of mastery, in the class's words, else the référentiel's: « 3 · en autonomie »."""
        scale = self.cohort.scale_with(self.tree.framework)
        if level is None:
            return ""
        return f"{level} · {scale[level - 1]}" if 1 <= level <= len(scale) else str(level)

    def chip(self, code: str, *, sign: str = "") -> Chip:
        """Name a competency, linked to its place in the student's competencies when it is asked."""
        url = self.place(code) if code in self.coverage.competencies else None
        return self.tree.chip(code, url, sign=sign)

    def claim_chip(self, realisation: Realisation, claim: Claim) -> Chip:
        """Name the competency of a claim, with the claim's state when it is known, linked to its proofs."""
        if claim.competency is None:
            return Chip(code=claim.cited, title=self.say("option à préciser"), hue="cobalt")
        proof = self.proofs(realisation).get(claim.competency)
        chip = self.chip(claim.competency, sign=self.say.sign(proof.state) if proof else "")
        return replace(chip, url=self.proof(realisation, claim.competency) or chip.url)

    @cached_property
    def subtitle(self) -> str:
        """« BTS SIO (2019) · option SISR · session 2027 »."""
        option = ""
        if self.student.option:
            option = self.say("option {option}", option=self.student.option)
        elif self.tree.framework.options:
            option = self.say("option à choisir")
        session = self.student.session or self.cohort.session
        year = self.say("session {year}", year=session) if session else ""
        return dotted(self.tree.framework.short_title, option, year)

    @cached_property
    def home(self) -> NavItem:
        """The portfolio's own first page."""
        return NavItem(self.student.name, self.page(InPortfolio.HOME))

    def scope(self, *trail: NavItem) -> Scope:
        """Return the portfolio's navigation; ``trail`` adds the pages between its home and the page."""
        return replace(self._scope, trail=(*self._scope.trail, *trail))

    @cached_property
    def _scope(self) -> Scope:
        cohort = NavItem(self.cohort.name, addresses.in_cohort(self.cohort, InCohort.HOME))
        return Scope(
            root=addresses.student_root(self.cohort, self.student),
            title=self.student.name,
            apart=self.setting.apart(self.cohort, self.student),
            nav=self._nav(),
            trail=(NavItem(self.setting.site_name, AtRoot.SCHOOL), cohort) if self.cohort.slug else (),
            search=self.say("Rechercher dans ce portfolio"),
            leaves=self.page(InPortfolio.PRINTED, extension="css"),
        )

    def _nav(self) -> tuple[NavItem, ...]:
        say, dossier = self.say, self.page(InPortfolio.DOSSIER)
        produced = any(item.productions for item in self.works)
        return those(
            (True, NavItem(say("Présentation"), self.home.url)),
            (self.coverage.tableau, NavItem(say("Tableau de synthèse"), self.page(InPortfolio.SYNTHESIS))),
            (self.coverage.judged, NavItem(say("Matrice"), self.page(InPortfolio.CROSSING))),
            (self.tree.known, NavItem(say("Toutes les preuves"), self.page(InPortfolio.COMPETENCIES))),
            (produced, NavItem(say("Productions"), self.page(InPortfolio.PRODUCTIONS))),
            (self.watch, NavItem(say("Veille"), self.page(InPortfolio.WATCH))),
            *((not page.produced, NavItem(page.title, self.url(page))) for page in self.pages),
            (self.setting.has(dossier), NavItem(say("Prêt pour l'oral ?"), dossier)),
            (self.works, NavItem(say("Réalisations"), f"{self.home.url}#realisations", count=len(self.works))),
            (self.stages, NavItem(say("Stages"), self.page(InPortfolio.INTERNSHIPS), count=len(self.stages))),
            *((True, item) for item in (own_pages(self.setting) if self.setting.single else ())),
        )

    @cached_property
    def displaced(self) -> dict[str, NavItem]:
        """Address that the site took, since it makes a page of that name → the student's page that had it."""
        moved = {table.displaced(name): name for name in table.TAKEN_LATER}
        root = addresses.student_root(self.cohort, self.student)
        return {
            f"{root}{moved[page.slug]}.html": NavItem(page.title, self.url(page))
            for page in self.pages
            if page.slug in moved
        }

    def on_paper(self, work: Realisation | None = None) -> str:
        """Return the address for a printed QR code; empty for the public, which gets no papers."""
        if self.for_public:
            return ""
        return on_paper(self.setting.school, self.cohort, self.student, work, today=self.setting.today)


def is_draft(work: Realisation) -> bool:
    """True if a réalisation is a draft, which only the team reads."""
    return work.status is Status.DRAFT


def _rank(item: Judged) -> tuple[bool, int, date, str]:
    return (item.rank is None, item.rank or 0, item.span.start if item.span else date.max, item.slug)


def portfolio(setting: Setting, cohort: Cohort, student: Student) -> Portfolio:
    """Build the input of a student's pages from that of all pages."""
    tree = setting.trees.get(student.framework or cohort.framework or "", UNKNOWN)
    coverage = setting.coverage.student(cohort.slug, student.slug) or _UNCOUNTED
    return Portfolio(setting=setting, cohort=cohort, student=student, coverage=coverage, tree=tree)
