"""The convention and the attestation of a host, and what an attestation does not state."""

from __future__ import annotations

from generator.internships.stages import Host
from generator.language import mark
from generator.model.internships.internship import Agreement, Certificate, Internship
from generator.model.internships.regulation import Profile
from generator.model.internships.territory import is_abroad


def agreement_of(host: Host) -> tuple[int, Agreement] | None:
    """Give the index and the agreement of a host: the signed one, else the one in preparation."""
    found = [(index, part.agreement) for index, part in host.periods if part.agreement]
    signed = [(index, agreement) for index, agreement in found if agreement.signed_on]
    return next(iter(signed or found), None)


def certificate_of(host: Host) -> tuple[int, Certificate] | None:
    """Give the index and the certificate of a host: the delivered one, else the one in preparation."""
    found = [(index, part.certificate) for index, part in host.periods if part.certificate]
    delivered = [(index, certificate) for index, certificate in found if certificate.delivered_on]
    return next(iter(delivered or found), None)


def abroad(internship: Internship, host: Host) -> bool:
    """Whether R30 lets the convention be adapted."""
    return is_abroad(internship.country) or host.abroad


def certificate_gaps(certificate: Certificate, profile: Profile) -> tuple[str, ...]:
    """Name what an attestation does not state (R41)."""
    dated = certificate.start is not None and certificate.end is not None
    stated = {
        mark("les dates"): dated,
        mark("la durée en semaines"): certificate.weeks is not None,
        mark("le contenu"): bool(certificate.content) or not profile.certificate_content,
    }
    return tuple(name for name, done in stated.items() if not done)
