"""The files that a page shows: found by their path or their name, given a clean name, their links rewritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.importing.draft import Draft, Treatment
from generator.language import mark
from generator.scaffolding.files import slug
from generator.values.folding import fold

LARGEST = 25_000_000
"""Bytes of a file that a portfolio publishes."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
_DOCUMENTS = frozenset(
    {".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip", ".txt", ".csv", ".drawio", ".pkt"}
)
_SHORTCODE = re.compile(r"\{\{[<%]\s*figure\s+[^>%]*?src=[\"']([^\"']+)[\"'][^>%]*[>%]\}\}")
_TAG = re.compile(r"<img\s[^>]*?src=[\"']([^\"']+)[\"'][^>]*>", re.IGNORECASE)
_ALT = re.compile(r"alt=[\"']([^\"']*)[\"']", re.IGNORECASE)
_WIKI = re.compile(r"!\[\[([^\]|\n]+)(?:\|[^\]\n]*)?\]\]")
_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\(\s*<?([^)>\n]+?)>?(?:\s+[\"'][^\"'\n]*[\"'])?\s*\)")


@dataclass(slots=True, kw_only=True)
class ImportedFiles:
    """The files of a source, and those of them that drafts ask for."""

    files: Mapping[str, tuple[Path, ...]]
    """Folded name → the files that bear it."""
    root: Path
    asked: dict[str, Path] = field(default_factory=dict)
    """Clean name in ``fichiers/`` → the file to copy."""
    digests: dict[str, str] = field(default_factory=dict)

    def find(self, link: str, page: Path) -> Path | None:
        """Find the file of a link: from its page, from the root, else by its name; never outside the source."""
        said = unquote(link).replace("\\", "/").split("#")[0].split("?")[0]
        for base in (page.parent, self.root, self.root / "static", self.root / "assets"):
            path = (base / said.lstrip("/")).resolve()
            if path.is_relative_to(self.root.resolve()) and path.is_file():
                return path
        same = self.files.get(fold(PurePosixPath(said).name), ())
        return same[0] if same else None

    def take(self, path: Path) -> str:
        """Give the clean name of a file; two files of one name are two, one file shown twice is one."""
        stem, suffix = slug(path.stem), path.suffix.lower()
        digest = sha256(path.read_bytes()).hexdigest()
        number, name = 1, f"{stem}{suffix}"
        while self.digests.get(name, digest) != digest:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self.digests[name] = digest
        self.asked[name] = path
        return name


def shelf_of(root: Path, files: tuple[Path, ...]) -> ImportedFiles:
    """List the files of a source by their names."""
    by_name: dict[str, tuple[Path, ...]] = {}
    for path in files:
        by_name[fold(path.name)] = (*by_name.get(fold(path.name), ()), path)
    return ImportedFiles(files=by_name, root=root)


def with_files(draft: Draft, page: Path, shelf: ImportedFiles, pages: Callable[[Path], str | None]) -> Draft:
    """Rewrite the links of a draft to its portfolio's files; what cannot be found is left as it is, and told.

    Args:
        draft: its text shows files of the source.
        page: where it comes from.
        shelf: the source's files; what is found is asked of it.
        pages: the draft that another page of the source became, as a link from this one.
    """
    up = "../" if draft.kind else ""
    missing: list[str] = []
    attached: list[tuple[str, str, str]] = []
    taken = 0

    def link(found: re.Match[str]) -> str:
        nonlocal taken
        sign, words, target = found.groups()
        target = target.strip()
        if re.match(r"[a-z][a-z0-9+.-]*:|#|//", target, re.IGNORECASE):
            if sign:
                missing.append(target)
            return found[0]
        path = shelf.find(target, page)
        suffix = path.suffix.lower() if path else ""
        if path and suffix in {".md", ".markdown"}:
            return f"[{words}]({pages(path) or target})"
        if path is None or suffix not in _PICTURES | _DOCUMENTS or path.stat().st_size > LARGEST:
            if sign or (path is None and PurePosixPath(target).suffix):
                missing.append(target)
            return found[0]
        name = shelf.take(path)
        taken += 1
        if not sign:
            attached.append((words or path.name, "fichier", f"fichiers/{name}"))
        return f"{sign}[{words or (path.stem if sign else path.name)}]({up}fichiers/{name})"

    body = _SHORTCODE.sub(lambda one: f"![](<{one[1]}>)", draft.body)
    body = _TAG.sub(lambda one: f"![{(_ALT.search(one[0]) or ['', ''])[1]}](<{one[1]}>)", body)
    body = _WIKI.sub(lambda one: f"![](<{one[1]}>)", body)
    body = _LINK.sub(link, body)
    known = {value for _, _, value in draft.productions}
    new = tuple(dict.fromkeys(one for one in attached if one[2] not in known))
    one = replace(draft, body=body, productions=(*draft.productions, *new))
    if taken:
        one = one.noting(Treatment.CONVERTED, mark("Fichiers copiés dans fichiers/ : {count}.", count=taken))
    for target in missing:
        one = one.noting(
            Treatment.TO_DO, mark("« {target} » n'a pas été trouvé dans la source, ou ne se publie pas.", target=target)
        )
    return one
