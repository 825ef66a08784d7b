"""The addresses that the form's page may request, each with its handler."""

from collections.abc import Mapping

from vitrail.doors.authoring.desk import AuthorDesk
from vitrail.doors.authoring.incoming import in_markdown
from vitrail.doors.authoring.orders import AskedMend, AskedVersion, Begun, NamedFile, Pasted, TypedChanges
from vitrail.doors.serving.guards import Accepted
from vitrail.doors.serving.private import Act, Reads, kept_up, ordered
from vitrail.doors.serving.watching import Changes
from vitrail.ground.memo.files import LARGE

_TEXT = Accepted(largest=6_000_000)
_FILE = Accepted("application/octet-stream", LARGE)


def reads(desk: AuthorDesk, announced: Changes) -> Reads:
    """Return the handlers of GET requests: the list, a form, a search, versions, and the wait for changes."""
    return {
        **kept_up(desk.listing, announced),
        "/api/fiche": desk.open,
        "/api/competences": desk.search,
        "/api/versions": desk.versions,
        "/api/version": desk.version,
    }


def acts(desk: AuthorDesk) -> Mapping[str, Act]:
    """Return the handlers of POST requests: drafts, saves, fixes, new files, uploads, versions, the hand-in."""
    return {
        "/api/essai": ordered(TypedChanges, desk.attempt, _TEXT),
        "/api/enregistrer": ordered(TypedChanges, desk.save, _TEXT),
        "/api/corriger": ordered(AskedMend, desk.mend, _TEXT),
        "/api/abandonner": ordered(NamedFile, desk.discard),
        "/api/commencer": ordered(Begun, desk.begin),
        "/api/coller": ordered(Pasted, in_markdown, _TEXT),
        "/api/fichier": Act(desk.take_in, _FILE),
        "/api/garder": ordered(AskedVersion, desk.keep),
        "/api/revenir": ordered(NamedFile, desk.restore),
        "/api/rendre": Act(lambda *_: desk.hand_in()),
    }
