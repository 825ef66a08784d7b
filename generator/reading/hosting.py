"""Internships linked to their hosts, reports and reviews gathered under their stage."""

from __future__ import annotations

from dataclasses import replace

from generator.diagnostics import Diagnostic, Place
from generator.model.internships.internship import Internship, Report, Review
from generator.reading import linking
from generator.reading.context import Drafts, Work, follow_links
from generator.reading.schemas.internship import InternshipDraft


def link_internships(work: Work, reader: linking.CodeReader, drafts: Drafts) -> tuple[Internship, ...]:
    """Give the stages with their hosts, reports and reviews; a folder without its page still has a stage."""
    records = {draft.record.slug: _hosted(work, draft) for draft in drafts.internships}
    for folder in dict.fromkeys(folder for folder, _ in drafts.reports):
        if folder not in records:
            path = next(draft.record.source.path for name, draft in drafts.reports if name == folder)
            work.note([Diagnostic.at("STR016", Place(path=path.rpartition("/")[0]))])
            records[folder] = Internship(slug=folder, unreadable=True)
    for folder, draft in drafts.reports:
        parent = records[folder]
        evokes, faults = linking.evoked(reader, draft.cited)
        work.note(faults)
        record = replace(draft.record, evokes=evokes)
        follow_links(work, record.body)
        work.limits[record.source.path] = (max(record.visibility, parent.visibility), False)
        if isinstance(record, Report):
            records[folder] = replace(parent, reports=(*parent.reports, record))
        else:
            records[folder] = replace(parent, reviews=(*parent.reviews, record))
    return tuple(_sorted_internship(record) for record in records.values())


def _sorted_internship(record: Internship) -> Internship:
    reports = tuple(sorted(record.reports, key=lambda report: (report.number, report.slug)))
    reviews = tuple(sorted(record.reviews, key=_review_key))
    return replace(record, reports=reports, reviews=reviews)


def _review_key(review: Review) -> tuple[bool, str]:
    return (review.final, review.slug)


def _hosted(work: Work, draft: InternshipDraft) -> Internship:
    record = draft.record
    follow_links(work, record.body)
    work.limits[record.source.path] = (record.visibility, False)
    periods = []
    told: set[tuple[str | int, ...]] = set()
    for period, host in zip(record.periods, draft.hosts, strict=True):
        organisation, faults = linking.link_host(host, work.setting.organisations, record.source)
        if host and host.route not in told:
            work.note(faults)
            told.add(host.route)
        periods.append(replace(period, organisation=organisation))
    return replace(record, periods=tuple(periods))
