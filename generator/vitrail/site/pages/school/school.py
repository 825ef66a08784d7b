"""The pages of every school: its home, those that it writes, how to read the site, the legal notice, 404.html."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from msgspec.structs import replace

from vitrail import THEME
from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import Content, PageSpec, templated
from vitrail.content.addressing.table import AtRoot, InCohort
from vitrail.content.model.school import Cohort
from vitrail.site.pages import navigation, states
from vitrail.site.pages.elements import Ref, dotted
from vitrail.site.pages.lineage import UNKNOWN
from vitrail.site.pages.setting import Setting


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the school's home; a single portfolio has none."""
    if not setting.single:
        scope = replace(navigation.school_scope(setting), trail=())
        yield PageSpec(AtRoot.SCHOOL, setting.site_name, scope, _home(setting), body=setting.school.body)


def plan_others(setting: Setting) -> Iterator[PageSpec]:
    """Yield the school's own pages, then those that every site has."""
    scope = navigation.school_scope(setting)
    for page in setting.school.pages:
        content = templated(
            "own",
            draft=page.draft,
            withheld=setting.say.withheld(page.visibility),
            faults=setting.file_faults(page.source.path),
        )
        yield PageSpec(addresses.own(page), page.title, scope, content, body=page.body)
    signs = tuple(item.key for item in states.legend(setting.audience))
    table = any(synthesis.sections for tree in setting.used_trees for synthesis in tree.framework.tables)
    guide = templated("guide", signs=signs, audience=setting.audience.name.lower(), table=table)
    yield PageSpec(AtRoot.GUIDE, setting.say("Comment lire ce portfolio"), scope, guide)
    yield PageSpec(AtRoot.LEGAL, setting.say("Mentions légales"), scope, _legal(setting), searchable=False)
    script = (THEME / "templates" / "not_found.js").read_text("utf-8")
    missing = templated("not_found", root=_root(setting.school.site_url or ""), script=script)
    yield PageSpec(AtRoot.NOT_FOUND, setting.say("Page introuvable"), scope, missing, searchable=False)


def _home(setting: Setting) -> Content:
    school = setting.school
    newest = sorted(school.cohorts, key=lambda item: (-(item.session or 0), item.name))
    known = [tree.framework for tree in setting.used_trees]
    return templated(
        "school",
        academy=school.academy or "",
        type=school.kind or "",
        cohorts=tuple(_line(setting, cohort) for cohort in newest if cohort.slug),
        frameworks=tuple(
            Ref(setting.say("Référentiel {name}", name=item.short_title), addresses.framework(item)) for item in known
        ),
        hosts=len(setting.hosts),
        faults=setting.team.count,
    )


def _line(setting: Setting, cohort: Cohort) -> Ref:
    works = sum(len(student.realisations) for student in cohort.students)
    tree = setting.trees.get(cohort.framework or "", UNKNOWN)
    facts = dotted(
        tree.framework.short_title,
        setting.say("session {year}", year=cohort.session) if cohort.session else "",
        setting.say.count("{n} portfolio", "{n} portfolios", len(cohort.students)),
        setting.say.count("{n} réalisation", "{n} réalisations", works),
    )
    return Ref(cohort.name, addresses.in_cohort(cohort, InCohort.HOME), facts)


def _legal(setting: Setting) -> Content:
    school = setting.school
    contact = school.data_contact or ""
    bare = "@" in contact and " " not in contact
    linked = contact.startswith(("https://", "http://", "mailto:"))
    ends = (
        (item.name, setting.say.day(item.publish_until)) for item in school.cohorts if item.publish_until != date.min
    )
    return templated(
        "legal",
        publisher=school.name or "",
        notice=school.legal_notice or "",
        contact=contact,
        contact_url=contact if linked else f"mailto:{contact}" if bare else "",
        until=tuple((name, day) for name, day in ends if day),
        indexing=school.indexing,
    )


def _root(address: str) -> str:
    """Return the path of the site's address, the server's root when the school gave none."""
    try:
        path = urlsplit(address).path.strip("/")
    except ValueError:  # a school may have typed « http://[ »
        path = ""
    return f"/{path}/" if path else "/"
