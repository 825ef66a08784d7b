"""Hosts and stages as the public and the jury may see them (docs/guide-equipe.md, « Ce que chacun voit »)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.model.audience import Audience
from generator.model.internships.internship import Absence, Certificate, FollowUp, Internship, InternshipPeriod, Review
from generator.model.internships.organisation import Organisation

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def public_organisations(organisations: tuple[Organisation, ...]) -> Mapping[str, Organisation]:
    """Give each shared organisation under its public name, by its slug; the slug itself is made from that name.

    A slug such as ``cabinet-untel-valmont`` would tell what the public name hides.
    """
    taken = {item.slug for item in organisations if not item.public_name}
    found: dict[str, Organisation] = {}
    for item in sorted(organisations, key=lambda item: item.slug):
        slug = _free(_slug(item.shown_name), taken) if item.public_name else item.slug
        taken.add(slug)
        found[item.slug] = replace(_public(item), slug=slug)
    return found


def seen_internship(item: Internship, audience: Audience, hosts: Mapping[str, Organisation]) -> Internship:
    """Prune a stage: no tutor, agreement, teacher's or visitor's name, reason or note outside the team."""
    jury = audience >= Audience.JURY
    return replace(
        item,
        periods=tuple(_period(period, jury=jury, hosts=hosts) for period in item.periods),
        supervisor=None,
        agreed=(),
        absences=tuple(Absence(period=absence.period) for absence in item.absences) if jury else (),
        follow_ups=tuple(FollowUp(on=visit.on, mode=visit.mode) for visit in item.follow_ups) if jury else (),
        reports=tuple(report for report in item.reports if audience.sees(report.visibility)),
        reviews=tuple(_reviews(item, audience)),
    )


def _reviews(item: Internship, audience: Audience) -> Iterator[Review]:
    for review in item.reviews:
        if audience.sees(review.visibility):
            yield replace(review, participants=())


def _period(item: InternshipPeriod, *, jury: bool, hosts: Mapping[str, Organisation]) -> InternshipPeriod:
    host = item.organisation
    return InternshipPeriod(
        period=item.period,
        organisation=(hosts.get(host.slug) or _public(host)) if host else None,
        certificate=_certificate(item.certificate, jury=jury) if item.certificate else None,
    )


def _certificate(item: Certificate, *, jury: bool) -> Certificate:
    """Keep what the jury checks, for the public « délivrée le … » and no more; who signed it stays on the paper."""
    return replace(item, by=None) if jury else Certificate(delivered_on=item.delivered_on)


def _public(item: Organisation) -> Organisation:
    return replace(item, name=item.shown_name, public_name=None)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("-", plain).strip("-") or "organisation"


def _free(slug: str, taken: set[str]) -> str:
    """Number a slug that another organisation has."""
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
