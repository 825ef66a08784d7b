"""An order to the entries of an evaluation file: the remarks, the whole work, then what is judged otherwise."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from generator.model.internships.internship import Internship
from generator.model.student import Judged
from generator.model.verdict import Role
from generator.reviewing.orders import Exempted, Order
from generator.reviewing.speakers import RefusedOrderError
from generator.values.folding import fold

Entry: TypeAlias = dict[str, str | int]


def entries(order: Order, work: Judged, role: Role, levels: int, today: date) -> tuple[Entry, ...]:
    """Write what was said, sealed with what was read; an exception stands after the whole, which it corrects.

    Raises:
        RefusedOrderError: nothing is said, a competency is not claimed, or a level is not on the scale.
    """
    if order.empty:
        raise RefusedOrderError("Il n'y a rien à écrire : choisissez un avis, ou écrivez un commentaire.")
    _check(order, work, levels)
    head = head_of(work)
    said: Entry = {"par": order.by, "rôle": role.value, "le": (order.on or today).isoformat()}
    if role is Role.TUTOR:
        said |= {"recueillie par": order.collected_by} if order.collected_by else {}
        said |= {"moyen": order.means.value} if order.means else {}
    return tuple(_entries(order, head, said, work.fingerprint))


def head_of(work: Judged) -> Entry:
    """Name in an entry what it speaks of."""
    return {"stage" if isinstance(work, Internship) else "réalisation": work.slug}


def _entries(order: Order, head: Entry, said: Entry, seal: str) -> Iterator[Entry]:
    for remark in order.remarks:
        yield {**head, **said, "passage": remark.passage.strip(), "commentaire": remark.comment.strip()}
    sealed: Entry = {**head, "empreinte": seal} if order.opinion else head
    if order.opinion or order.level or order.comment.strip():
        yield {**sealed, **said, **_judged(order)}
    for one in order.exempted:
        sealed = {**head, "empreinte": seal} if one.opinion else head
        yield {**sealed, "compétence": one.code, **said, **_judged(one)}


def _judged(said: Order | Exempted) -> Entry:
    found: Entry = {"avis": said.opinion.value} if said.opinion else {}
    if said.level:
        found["niveau"] = said.level
    if said.comment.strip():
        found["commentaire"] = said.comment.strip()
    return found


def _check(order: Order, work: Judged, levels: int) -> None:
    claimed = set() if isinstance(work, Internship) else {fold(claim.cited) for claim in work.claims}
    for one in order.exempted:
        if fold(one.code) not in claimed:
            raise RefusedOrderError("« {title} » ne cite pas « {code} ».", title=work.title, code=one.code)
    for level in (order.level, *(one.level for one in order.exempted)):
        if level and levels and level > levels:
            raise RefusedOrderError(
                "Le niveau {level} n'est pas dans l'échelle, qui va de 1 à {top}.", level=level, top=levels
            )
