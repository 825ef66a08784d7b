"""One student's portfolio as pages see it: in its class, with its coverage, its order and its navigation."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct

from generator.addressing import addresses, table
from generator.addressing.relative import on_paper
from generator.addressing.spec import NavItem, Scope
from generator.addressing.table import AtRoot
from generator.coverage.tables import CompetencyCoverage, Evidence, StudentCoverage
from generator.frameworks.queries import asked, home_of
from generator.internships.profiles import profile_for
from generator.model.audience import Audience
from generator.model.framework import Option
from generator.model.internships.internship import Internship, Report, Review
from generator.model.internships.regulation import Profile
from generator.model.realisation import Claim, Realisation, Status
from generator.model.school import Cohort
from generator.model.state import State
from generator.model.student import FreePage, Student, WatchEntry
from generator.pages.lineage import Lineage
from generator.pages.parts import Chip, Ref
from generator.pages.setting import Setting


class Portfolio(Struct, frozen=True, kw_only=True, dict=True):
    """A student with everything that their pages ask for."""

    setting: Setting
    cohort: Cohort
    student: Student
    coverage: StudentCoverage | None
    tree: Lineage | None

    @cached_property
    def realisations(self) -> tuple[Realisation, ...]:
        """The réalisations in the order of the portfolio: as the student ranked them, then by date."""
        return tuple(sorted(self.student.realisations, key=_work_key))

    @cached_property
    def profile(self) -> Profile | None:
        """What is asked of the student's stages."""
        return profile_for(self.student, self.cohort, self.tree.framework if self.tree else None)

    @cached_property
    def works(self) -> tuple[Realisation, ...]:
        """The same, then those of former classes."""
        return (
            *self.realisations,
            *(item for one in self.student.former for item in sorted(one.realisations, key=_work_key)),
        )

    @cached_property
    def internships(self) -> tuple[Internship, ...]:
        """The stages, in their order, then by date."""
        return tuple(sorted(self.student.internships, key=_stage_key))

    @cached_property
    def stages(self) -> tuple[Internship, ...]:
        """The same, then those of former classes."""
        return (
            *self.internships,
            *(item for one in self.student.former for item in sorted(one.internships, key=_stage_key)),
        )

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

    def origin(self, item: Realisation | Internship) -> str:
        """Say in which former class something was done; empty for what is of this one."""
        name = next((one.cohort for one in self.student.former if one.portfolio == item.origin), "")
        return self.setting.text("fait en {cohort}", cohort=name) if name else ""

    def terms(self, codes: Iterable[str | None]) -> str:
        """Words that search finds cited competencies by: codes, titles, and those of what they are a detail of."""
        if self.tree is None:
            return ""
        cited = [code for code in codes if code]
        wanted = dict.fromkeys((*(home_of(self.tree.framework, code) for code in cited), *cited))
        found = [item for code in wanted if (item := self.tree.get(code))]
        return " ".join(" ".join(dict.fromkeys((item.id, item.local_id, item.title))) for item in found)

    def competency(self, code: str) -> CompetencyCoverage:
        """Return what was counted of a competency; nothing when it is not asked."""
        nothing = CompetencyCoverage(competency=code, state=State.UNCOVERED)
        return self.coverage.competencies.get(code, nothing) if self.coverage else nothing

    @cached_property
    def evidence(self) -> dict[str, dict[str, Evidence]]:
        """Réalisation → competency as cited → the claim's state."""
        found: dict[str, dict[str, Evidence]] = {}
        for item in self.coverage.competencies.values() if self.coverage else ():
            for proof in item.evidence:
                found.setdefault(proof.realisation, {}).setdefault(proof.competency, proof)
        return found

    @cached_property
    def asked(self) -> frozenset[str]:
        """Competencies asked of the student; the others of the coverage are their ancestors, out of the option."""
        return frozenset(asked(self.tree.framework, self.student.option)) if self.tree else frozenset()

    @cached_property
    def option(self) -> Option | None:
        """The option, as the référentiel names it."""
        if self.tree is None or self.student.option is None:
            return None
        return next((item for item in self.tree.framework.options if item.id == self.student.option), None)

    @cached_property
    def scale(self) -> tuple[str, ...]:
        """Words of the levels of mastery: the class's, else the référentiel's."""
        return self.cohort.scale or (self.tree.framework.scale if self.tree else ())

    def level(self, level: int | None) -> str:
        """Write a level of mastery: « 3 · en autonomie »."""
        if level is None:
            return ""
        return f"{level} · {self.scale[level - 1]}" if 1 <= level <= len(self.scale) else str(level)

    def chip(self, code: str, *, sign: str = "", cited: str | None = None) -> Chip:
        """Name a competency, linked to its place in the student's competencies when it is asked."""
        asked = self.coverage is not None and code in self.coverage.competencies
        return Chip(
            code=cited or code,
            title=self.tree.title(code) if self.tree else code,
            hue=self.tree.hue(code) if self.tree else "cobalt",
            sign=sign,
            url=addresses.competencies(self.cohort, self.student, code) if asked else None,
        )

    def claim_chip(self, realisation: Realisation, claim: Claim) -> Chip:
        """Name what a réalisation claims, with its state when it is known."""
        if claim.competency is None:
            return Chip(code=claim.cited, title=self.setting.text("option à préciser"), hue="cobalt")
        proof = self.evidence.get(realisation.slug, {}).get(claim.competency)
        return self.chip(claim.competency, sign=self.setting.sign(proof.state) if proof else "")

    @cached_property
    def subtitle(self) -> str:
        """« BTS SIO (2019) · option SISR · session 2027 »."""
        say = self.setting.text
        parts = [self.tree.framework.short_title if self.tree else ""]
        if self.student.option:
            parts.append(say("option {option}", option=self.student.option))
        elif self.tree and self.tree.framework.options:
            parts.append(say("option à choisir"))
        if session := self.student.session or self.cohort.session:
            parts.append(say("session {year}", year=session))
        return " · ".join(part for part in parts if part)

    @cached_property
    def home(self) -> NavItem:
        """The portfolio's own first page."""
        return NavItem(title=self.student.name, url=addresses.student(self.cohort, self.student))

    def scope(self, *trail: NavItem) -> Scope:
        """The portfolio's navigation; ``trail`` adds what stands between its home and the page."""
        return Scope(
            root=self._root,
            title=self.student.name,
            nav=self._nav,
            trail=(*self._above, *trail),
            search=self.setting.text("Rechercher dans ce portfolio"),
            leaves=addresses.printed(self.cohort, self.student, "css"),
        )

    @cached_property
    def _root(self) -> str:
        return addresses.student_root(self.cohort, self.student)

    @cached_property
    def _above(self) -> tuple[NavItem, ...]:
        if not self.cohort.slug:
            return ()
        return (
            NavItem(title=self.setting.site_name, url=AtRoot.SCHOOL),
            NavItem(title=self.cohort.name, url=addresses.cohort(self.cohort)),
        )

    @cached_property
    def _nav(self) -> tuple[NavItem, ...]:
        return tuple(self._entries())

    def _entries(self) -> Iterator[NavItem]:
        say, cohort, student = self.setting.text, self.cohort, self.student
        yield NavItem(title=say("Présentation"), url=self.home.url)
        yield from self._counted()
        if self.works:
            yield NavItem(title=say("Réalisations"), url=f"{self.home.url}#realisations", children=self._works())
        if any(item.productions for item in self.works):
            yield NavItem(title=say("Productions"), url=addresses.productions(cohort, student))
        if self.stages:
            yield NavItem(title=say("Stages"), url=addresses.internships(cohort, student), children=self._stages())
        if self.watch:
            yield NavItem(title=say("Veille"), url=addresses.watch(cohort, student))
        for page in self.pages:
            yield NavItem(title=page.title, url=addresses.free(cohort, student, page))
        if addresses.dossier(cohort, student) in self.setting.also:
            yield NavItem(title=say("Prêt pour l'oral ?"), url=addresses.dossier(cohort, student))

    def _counted(self) -> Iterator[NavItem]:
        """The pages of what is counted: without a référentiel there is none."""
        say, cohort, student = self.setting.text, self.cohort, self.student
        if self.coverage is None:
            return
        if self.coverage.tableau is not None:
            yield NavItem(title=say("Tableau de synthèse"), url=addresses.synthesis(cohort, student))
        if self.coverage.judged:
            yield NavItem(title=say("Matrice"), url=addresses.crossing(cohort, student))
        if self.tree is not None:
            yield NavItem(title=say("Toutes les preuves"), url=addresses.competencies(cohort, student))

    def _works(self) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(title=item.title, url=addresses.realisation(self.cohort, self.student, item))
            for item in self.realisations
        )

    def _stages(self) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(title=self.stage_title(item), url=addresses.internship(self.cohort, self.student, item))
            for item in self.internships
        )

    def stage_title(self, item: Internship) -> str:
        """Name a stage by its host, else by its folder."""
        hosts = tuple(self.setting.organisation(host) for host in item.organisations)
        return self.setting.language.listing(hosts) if hosts else item.slug

    def displaced(self, name: str) -> Ref | None:
        """Return the student's page whose address the site took, now that it makes a page of that name."""
        for page in self.pages:
            if page.slug == table.displaced(name):
                return Ref(title=page.title, url=addresses.free(self.cohort, self.student, page))
        return None

    def on_paper(self, work: Realisation | None = None) -> str:
        """Return the address that a code on paper leads to: papers are the jury's and the team's."""
        if self.setting.audience is Audience.PUBLIC:
            return ""
        return on_paper(self.setting.school, self.cohort, self.student, work, today=self.setting.today)

    def host_of(self, work: Realisation) -> str:
        """Name the hosts of the stages that a réalisation belongs to."""
        names = (self.stage_title(item) for item in self.stages if item.slug in work.internships)
        return ", ".join(dict.fromkeys(names))


def entry_title(owner: Portfolio, stage: Internship, entry: Report | Review) -> str:
    """Name a report by its week (its month, for an apprentice), a review by its kind."""
    say = owner.setting.text
    if isinstance(entry, Review):
        return say("Bilan final") if entry.final else say("Bilan intermédiaire")
    return (
        say("Mois {number}", number=entry.number)
        if stage.apprenticeship
        else say("Semaine {number}", number=entry.number)
    )


def is_draft(work: Realisation) -> bool:
    """True if only the team reads it, as a draft."""
    return work.status is Status.DRAFT


def _work_key(item: Realisation) -> tuple[bool, int, tuple[date, str]]:
    return (item.rank is None, item.rank or 0, item.sort_key())


def _stage_key(item: Internship) -> tuple[bool, int, date, str]:
    span = item.span
    return (item.rank is None, item.rank or 0, span.start if span else date.max, item.slug)


def portfolio(setting: Setting, cohort: Cohort, student: Student) -> Portfolio:
    """Bring together what a student's pages need."""
    tree = setting.trees.get(student.framework or cohort.framework or "")
    coverage = setting.coverage.student(cohort.slug, student.slug)
    return Portfolio(setting=setting, cohort=cohort, student=student, coverage=coverage, tree=tree)
