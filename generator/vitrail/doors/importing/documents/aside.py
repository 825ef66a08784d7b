"""Files of a folder that are left aside: personal papers, virtual machines, videos, archives, shortcuts, code."""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable
from pathlib import Path, PurePosixPath

from vitrail.content.extracts.papers import blank, paper_named
from vitrail.content.values.folding import fold
from vitrail.doors.importing.documents.texts import READERS, SAVED, WORDS, suffix_of
from vitrail.doors.importing.draft import Treatment
from vitrail.doors.importing.pages import named_by, of_author
from vitrail.doors.importing.tree import DOCUMENTS, PICTURES, SourceFolder
from vitrail.ground.language import Phrase, mark, nmark
from vitrail.ground.memo.files import LARGE
from vitrail.ground.regex import regex

_MACHINES = frozenset(".vmdk .vdi .ova .ovf .vhd .vhdx .qcow2 .iso .img .vbox .vmx .nvram .vmem .sav".split())
_VIDEOS = frozenset(".mp4 .mov .avi .mkv .webm .m4v .wmv .mp3 .wav .m4a".split())
_SHORTCUTS = frozenset(".lnk .url .webloc .desktop .tmp .lock .crdownload .part .ini .bak".split())
_CODE = frozenset(
    f".{suffix}"
    for suffix in (
        "php js ts jsx tsx vue css scss java cs csproj sln vb c cpp h kt dart go rb rs map class jar dll exe msi db "
        "sqlite json xml py sh ps1 sql yml yaml toml svg ico woff woff2 ttf conf cfg log xaml fxml twig astro svelte "
        "resx cshtml gradle properties lock"
    ).split()
)
_PROGRAMS = frozenset(".php .java .cs .jsp .py .rb .ts .go .kt .dart".split())
_ROOTS = frozenset("index.php composer.json manage.py app.py pom.xml angular.json artisan".split())
"""Files at the top of a program whose pages in HTML are its models."""
_SIGNED = regex(
    r"\battestations?\b|\bconventions?\b(?! (?:de )?(?:nommage|code|codage|ecriture|graphique|reseau|appel))"
    r"|\bbulletins?\b(?! (?:de )?(?:veille|securite|alerte|cert|anssi|information))|\brib\b|\biban\b|\bcni\b"
    r"|\bpasseport\b|\bquittances?\b|\bfacture (?:box|edf|internet|mobile|telephone|orange|free|sfr)\b"
    r"|\bmots? de passe\b|\bidentifiants\b"
    r"|\bcarte (?:nationale|(?:d )?etudiante?|(?:de )?sejour|grise|bancaire)\b|\bpermis de conduire\b"
    r"|\bcontrat (?:de |d )?(?:travail|apprentissage|alternance)\b|\bcertificat medical\b"
    r"|\bavis (?:d )?imposition\b|\bjustificatif (?:de )?domicile\b"
)
"""Words of personal papers in a folded name: more than sites refuse, since here a false alarm costs only a line."""
_EXPORTED = {
    "photo": mark("Ce format de photo ne se publie pas : exportez-la en JPEG."),
    "document": mark("Ce format ne se lit pas : enregistrez-le en .docx, .odt, .html ou .md, ou à défaut en PDF."),
}
_PHOTOS = frozenset({".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp"})
_SAVED_BESIDE = ("_fichiers", "_files")
"""Endings of the folders that browsers save beside a page."""
_ABOUT = regex(r"(?:mon )?cv\b|curriculum|lettres? (?:de )?motivation|certifi(?:cat|cation)(?:s\b|\b|module)|diplome")
_TABLE = regex(r".{0,60}\btableau de synth")
_PRIVATE = regex(r"(?:mes )?papiers|administratif|perso(?:nnel)?|prives?")
_PARTS = regex(r"[^a-z0-9]+")


def aside(place: str, path: Path) -> Phrase | None:
    """Return why a file is left aside; None for one that may be a document."""
    name, size, suffix = PurePosixPath(place).name, path.stat().st_size, suffix_of(place)
    told: Phrase | None = None
    if name.startswith("~$") or suffix in _SHORTCUTS or fold(name) == "thumbs.db":
        told = mark("{size} : fichier d'un programme ou raccourci, laissé de côté.", size=sized(size))
    elif suffix in _MACHINES:
        told = mark("{size} : machine virtuelle ou image disque, jamais copiée ; une capture suffit.", size=sized(size))
    elif suffix in _VIDEOS:
        told = mark("{size} : vidéo ou son, jamais copié ; déposez-le ailleurs et mettez son lien.", size=sized(size))
    elif kind := paper(place):
        told = kept_apart(kind)
    elif suffix == ".csv" and re.search(r"[0-9a-f]{32}", name):
        told = mark("Base de Notion : ses pages sont lues une à une.")
    elif size > LARGE:
        told = mark("{size} : trop gros pour un portfolio (25 Mo), laissé de côté.", size=sized(size))
    elif not size:
        told = mark("Ce fichier est vide : laissé de côté.")
    return told


def paper(place: str) -> Phrase | None:
    """Return the kind of personal paper that a file is, by its name or its folder's; None if it is none."""
    *folders, name = place.split("/")
    words = _words(place)
    if blank(name):
        return None
    if kind := paper_named(name):
        return kind
    private = any(_PRIVATE.fullmatch(fold(folder)) for folder in folders)
    return mark("un papier personnel") if private or _SIGNED.search(words) else None


def _words(place: str) -> str:
    name = place.rpartition("/")[2]
    return _PARTS.sub(" ", fold(name.rpartition(".")[0] or name)).strip()


def kept_apart(kind: Phrase) -> Phrase:
    """Return the advice on a personal paper."""
    return mark("{kind} : jamais copié ; rangez-le dans ../papiers, hors du dépôt.", kind=kind)


def sized(size: int) -> Phrase:
    """Return the size of a file in words."""
    if size < 1_000_000:  # noqa: PLR2004  # a million
        return mark("{n} ko", n=max(1, round(size / 1_000)))
    return mark("{n} Mo", n=round(size / 1_000_000))


def no_work(place: str, inside: Collection[str], pages: Container[str], names: Iterable[str]) -> Phrase | None:
    """Return why a group of files is no réalisation; None if it may be one, or a page.

    ``pages`` are the texts of the source, ``names`` those of the student.
    """
    if all(map(_TABLE.match, map(_words, inside))):
        return mark("Tableau de synthèse : importez son classeur (.xlsx, .ods ou .docx).")
    said = any(file in pages or suffix_of(file) in WORDS for file in inside)
    about = not said and all(of_author(named_by(PurePosixPath(file))[0], names) for file in inside)
    if about or all(map(_ABOUT.match, map(_words, inside))):
        return mark("Ce document parle de vous : joignez-le à une page, sans adresse ni téléphone.")
    if len(inside) == 1 and suffix_of(place) == ".zip":
        return mark("Archive : extrayez-la et importez son dossier, ou mettez le lien de la forge.")
    return None


def sort_out(source: SourceFolder) -> None:
    """Drop from a source the files that are no piece of a portfolio; note each of them, or a whole folder of code."""
    code: Counter[str] = Counter()
    holding = {place.rpartition("/")[0] for place in source.files if suffix_of(place) in _PROGRAMS}
    rooted = {place.rpartition("/")[0] for place in source.files if PurePosixPath(place).name in _ROOTS}
    for place, path in list(source.files.items()):
        suffix = suffix_of(place)
        why = aside(place, path) if isinstance(path, Path) else None
        folders = [str(parent) if parent.name else "" for parent in PurePosixPath(place).parents]
        program = folders[0] in holding or not rooted.isdisjoint(folders)
        if not why and folders[0].endswith(_SAVED_BESIDE) and suffix not in DOCUMENTS | PICTURES:
            why = mark("Fichier d'une page enregistrée : laissé de côté.")
        if why:
            source.note(place, why, Treatment.KEPT)
        elif suffix in ({*_CODE, *SAVED} if program else _CODE - DOCUMENTS):
            code[next((folder for folder in reversed(folders) if folder in holding), folders[0])] += 1
        elif suffix in {*DOCUMENTS, *PICTURES, *READERS}:
            continue
        else:
            text = _EXPORTED["photo" if suffix in _PHOTOS else "document"]
            source.note(place, text)
        source.drop(place)
    for folder, count in sorted(code.items()):
        text = nmark(
            "{n} fichier de code ou de données : déposez-le sur la forge, et mettez son lien.",
            "{n} fichiers de code ou de données : déposez-les sur la forge, et mettez leur lien.",
            count,
        )
        source.note(f"{folder}/" if folder else ".", text)
