"""The site of an edition: its pages, each planned when its turn comes, and every other file that stands beside them."""

from collections.abc import Mapping

from msgspec.structs import replace

from generator.addressing import addresses
from generator.addressing.spec import StaticFile
from generator.addressing.table import AtRoot, InCohort, InPortfolio
from generator.chrome.assets import assets
from generator.chrome.slots import Shell
from generator.coverage import compute
from generator.coverage.tables import Coverage
from generator.diagnostics import Diagnostic
from generator.language import Language, mark
from generator.making.editions import Edition, examined_school
from generator.making.examination import Examination
from generator.model.audience import Audience
from generator.model.school import School
from generator.outputs.formats import PUBLISHED, as_text
from generator.outputs.spreadsheets import as_csv, as_xlsx, class_table
from generator.pages.links import Links
from generator.pages.portfolio import printed
from generator.pages.redirects import redirects
from generator.pages.setting import Setting
from generator.pages.site import Parts
from generator.pages.team import TeamView
from generator.project import Project
from generator.publishing.disk.site import Site
from generator.publishing.page_keys import digest
from generator.publishing.search import words_file

_ROBOTS = "\n".join((
    "# Les pages disent elles-mêmes de ne pas les indexer ; il faut les lire pour le savoir.",
    "User-agent: *",
    *(f"Disallow: /*.{suffix}$" for suffix in PUBLISHED),
    f"Disallow: /*{AtRoot.SEARCH}$",
    "",
)).encode()  # fmt: skip
"""What search engines are asked not to keep: whatever is no page, which alone can say it of itself."""


def plan_site(  # noqa: PLR0913, PLR0917  # what a site is planned from, each by name
    project: Project,
    examination: Examination,
    edition: Edition,
    shell: Shell,
    diagnostics: tuple[Diagnostic, ...],
    jury: Edition,
) -> tuple[Parts, Site]:
    """Count again what is left of the records, and plan the pages and the files.

    The team reads the diagnostics, and who is ready for the ``jury``, whose edition says it.
    """
    school, audience = edition.school, edition.audience
    coverage = compute(school, (examination.counted, examination.coverage))
    statics, ready = _statics(edition, coverage, project), edition.attachments.ready
    links = Links(
        school=school,
        audience=audience,
        attachments={path: one.url for path, one in ready.items()},
        measures={path: one.measure for path, one in ready.items()},
        published=frozenset(statics),
        made=project.printed,
    )
    setting = Setting(
        school=school,
        coverage=coverage,
        audience=audience,
        language=Language(project.language),
        today=examination.today,
        asked=project.asked_date,
        passage=project.passage,
        known=TeamView(
            ledger=edition.ledger,
            diagnostics=diagnostics,
            cohorts=tuple(cohort.slug for cohort in school.cohorts),
            examiners=examined_school(project, examination, jury) if audience is Audience.TEAM else None,
        ),
        links=links,
    )
    parts = Parts(setting=setting)
    kin = words_file(dict.fromkeys(row for tree in setting.used_trees for row in tree.framework.kin))
    statics = {**statics, AtRoot.WORDS: StaticFile(content=kin, reason="mots que la recherche prend l'un pour l'autre")}
    return parts, Site(
        parts=parts,
        statics={**statics, **dict(redirects(parts))},
        later=frozenset() if project.printed is None else links.printable,
        shell=replace(shell, indexed=school.indexing),
        file_of=examination.files.__getitem__,
        build_key=digest(project.language, project.site_url),
        language=project.language,
        audience=audience.name.lower(),
        site_url=project.site_url.rstrip("/") + "/" if project.site_url else "",
    )


def _statics(edition: Edition, coverage: Coverage, project: Project) -> Mapping[str, StaticFile]:
    """Every file of the site that is not a page, but for those at old addresses."""
    files = dict(assets())
    for one in edition.attachments.ready.values():
        content, digest = (as_text(one.file.read_bytes()), "") if one.marked else (one.file, one.digest)
        files[one.url] = StaticFile(content=content, reason="pièce jointe montrée par une page", digest=digest)
        if one.front and one.measure.front:
            files[one.measure.front.url] = StaticFile(
                content=one.front, reason="première page d'une pièce jointe, dessinée"
            )
    if not edition.school.indexing:
        files[AtRoot.ROBOTS] = StaticFile(content=_ROBOTS, reason="indexation: non, pour ce qui n'est pas une page")
    for cohort, student in edition.school.everyone:
        url = addresses.in_portfolio(cohort, student, InPortfolio.PRINTED, extension="css")
        year = student.session or cohort.session
        session = Language(project.language).write(mark("session {year}", year=year)) if year else ""
        files[url] = StaticFile(content=printed.sheet(student.name, session), reason="pied des pages imprimées")
    if edition.audience is not Audience.PUBLIC:
        files[".gitignore"] = StaticFile(content=b"*\n", reason="« git add . » ne prend pas cette édition")
    if edition.audience is Audience.TEAM:
        files.update(_class_tables(edition.school, coverage, Language(project.language)))
    return files


def _class_tables(school: School, coverage: Coverage, language: Language) -> Mapping[str, StaticFile]:
    """The matrix of each class as CSV and XLSX."""
    files: dict[str, StaticFile] = {}
    for cohort in school.cohorts:
        framework = school.frameworks.get(cohort.framework or "")
        if framework is None:
            continue
        table = class_table(cohort, coverage.cohort(cohort.slug), framework, language)
        for extension, raw in (("csv", as_csv(table)), ("xlsx", as_xlsx(table, cohort.name))):
            url = addresses.in_cohort(cohort, InCohort.MATRIX, extension=extension)
            files[url] = StaticFile(content=raw, reason="tableau de la promotion")
    return files
