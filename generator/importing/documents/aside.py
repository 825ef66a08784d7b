"""Which files of a folder are no work: personal papers, machines, videos, archives, locks, shortcuts, code."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.extracts.papers import blank, paper_named
from generator.importing.draft import Note, Treatment
from generator.language import Phrase, mark, nmark
from generator.memo.files import LARGE
from generator.values.folding import fold

_MACHINES = frozenset(".vmdk .vdi .ova .ovf .vhd .vhdx .qcow2 .iso .img .vbox .vmx .nvram .vmem .sav".split())
_VIDEOS = frozenset(".mp4 .mov .avi .mkv .webm .m4v .wmv .mp3 .wav .m4a".split())
_SHORTCUTS = frozenset(".lnk .url .webloc .desktop .tmp .lock .crdownload .part .ini .bak".split())
_CODE = frozenset(
    f".{suffix}"
    for suffix in (
        "php js ts jsx tsx vue css scss java cs csproj sln vb c cpp h kt dart go rb rs map class jar dll exe msi db "
        "sqlite json xml py sh ps1 sql html htm yml yaml toml svg ico woff woff2 ttf"
    ).split()
)
_SIGNED = re.compile(
    r"\battestations?\b|\bconventions?\b(?! (?:de )?(?:nommage|code|codage|ecriture|graphique|reseau|appel))"
    r"|\bbulletins?\b(?! (?:de )?(?:veille|securite|alerte|cert|anssi|information))|\brib\b|\biban\b|\bcni\b"
    r"|\bpasseport\b"
    r"|\bcarte (?:d identite|nationale|vitale|(?:d )?etudiante?|de sejour|grise|bancaire)\b|\bpermis de conduire\b"
    r"|\bcontrat (?:de travail|d apprentissage|d alternance)\b|\bfiches? de paie\b"
    r"|\bcertificat (?:medical|de scolarite)\b"
    r"|\bavis d imposition\b|\blivret de famille\b|\bjustificatif de domicile\b"
)
"""In a folded name: more than what a site refuses, for here a doubt costs a line and a mistake an address."""
_PRIVATE = re.compile(r"(?:mes )?papiers|administratif|perso(?:nnel)?|prives?")
_PARTS = re.compile(r"[^a-z0-9]+")


def aside(place: str, path: Path) -> Phrase | None:
    """Say why a file is left where it is, None for one that may be a document."""
    name, size = PurePosixPath(place).name, path.stat().st_size
    suffix = PurePosixPath(place).suffix.lower()
    told: Phrase | None = None
    if name.startswith("~$") or suffix in _SHORTCUTS or fold(name) == "thumbs.db":
        told = mark("{size} : fichier d'un programme ou raccourci, laissé de côté.", size=sized(size))
    elif suffix in _MACHINES:
        told = mark("{size} : machine virtuelle ou image disque, jamais copiée ; une capture suffit.", size=sized(size))
    elif suffix in _VIDEOS:
        told = mark("{size} : vidéo ou son, jamais copié ; déposez-le ailleurs et mettez son lien.", size=sized(size))
    elif kind := paper(place):
        told = kept_apart(kind)
    elif size > LARGE:
        told = mark("{size} : trop gros pour un portfolio (25 Mo), laissé de côté.", size=sized(size))
    elif not size:
        told = mark("Ce fichier est vide : laissé de côté.")
    return told


def paper(place: str) -> Phrase | None:
    """Say which personal paper a file is by its name or by its folder's, None for none."""
    *folders, name = place.split("/")
    words = _PARTS.sub(" ", fold(name.rpartition(".")[0] or name)).strip()
    if blank(name):
        return None
    if kind := paper_named(name):
        return kind
    private = any(_PRIVATE.fullmatch(fold(folder)) for folder in folders)
    return mark("un papier personnel") if private or _SIGNED.search(words) else None


def kept_apart(kind: Phrase) -> Phrase:
    """Say what to do with a personal paper."""
    return mark("{kind} : jamais copié ; rangez-le dans ../papiers, hors du dépôt.", kind=kind)


def sized(size: int) -> Phrase:
    """Say how much a file weighs."""
    if size < 1_000_000:  # noqa: PLR2004  # a million
        return mark("{n} ko", n=max(1, round(size / 1_000)))
    return mark("{n} Mo", n=round(size / 1_000_000))


def sources(files: Mapping[str, Path]) -> tuple[frozenset[str], tuple[Note, ...]]:
    """Return the files of programs, and a line for each folder that holds some, with how many."""
    code = frozenset(place for place in files if PurePosixPath(place).suffix.lower() in _CODE)
    return code, tuple(_counted(code))


def _counted(code: frozenset[str]) -> Iterator[Note]:
    for folder, count in sorted(Counter(place.rpartition("/")[0] for place in code).items()):
        text = nmark(
            "{n} fichier de code : déposez-le sur la forge, et mettez son lien.",
            "{n} fichiers de code : déposez-les sur la forge, et mettez leur lien.",
            count,
        )
        yield Note(fate=Treatment.TO_DO, place=f"{folder}/" if folder else ".", text=text)
