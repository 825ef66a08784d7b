"""What a school's repository holds beside its portfolios: the forge's automation, owners, the students' instructions.

Every file is a whole text of its own, so that a school may change it; none is ever written over.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import __version__
from generator.model.framework import Framework
from generator.outputs import writing
from generator.scaffolding.editors import editor_files
from generator.scaffolding.files import fill, realisation

FORGES = ("gitlab", "github")
TEAM = "@votre-lycee/equipe-sio"
"""Stands for the group of the team until the school writes its own."""
_OWNER = re.compile(r"@[\w.-]+(?:/[\w.-]+)*")
_PLACES = {
    "gitlab": {
        ".gitlab-ci.yml": "gitlab/gitlab-ci.yml",
        ".gitlab/CODEOWNERS": "gitlab/CODEOWNERS",
        ".gitlab/merge_request_templates/Default.md": "ecole/demande.md",
    },
    "github": {
        ".github/workflows/verifier.yml": "github/verifier.yml",
        ".github/workflows/publier.yml": "github/publier.yml",
        ".github/CODEOWNERS": "github/CODEOWNERS",
        ".github/pull_request_template.md": "ecole/demande.md",
    },
}
_REQUESTS = {"gitlab": "« Create merge request »", "github": "« Compare & pull request »", "": "« merge request »"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What became of files that might have been there."""

    written: tuple[Path, ...]
    kept: Mapping[Path, str]
    """Those that hold other words, with what ours would change in them (a unified diff)."""


def is_owner(said: str) -> bool:
    """Whether a text names a group or a person of a forge (``@lycee/equipe``), and nothing that breaks a line."""
    return _OWNER.fullmatch(said) is not None


def repository_files(name: str, forge: str, framework: Framework, team: str = TEAM) -> Mapping[str, str]:
    """Give the files of a school's repository, from its root; without a forge, those that any repository needs."""
    model = next(iter(realisation("", "Déploiement de GLPI", framework, None).values()))
    values = {"name": name, "forge": forge, "team": team, "model": model, "version": __version__}
    made = {
        ".gitattributes": "ecole/gitattributes",
        ".pre-commit-config.yaml": "ecole/pre-commit.yaml",
        "requirements.txt": "ecole/requirements.txt",
        "LISEZMOI.md": "ecole/LISEZMOI.md",
        **_PLACES.get(forge, {}),
    }
    texts = {path: _written(template, values, _REQUESTS[forge]) for path, template in made.items()}
    return {**texts, **editor_files(framework)}


def _written(template: str, values: Mapping[str, str], request: str) -> str:
    """Fill our own words in; what the forges read, with its own braces, is taken as it is."""
    plain = template.endswith((".yml", ".yaml"))
    return fill(template) if plain else fill(template, request=request, **values)


def offer(root: Path, made: Mapping[str, str]) -> Offered:
    """Write what is not there; of what is there with other words, say what would change.

    Raises:
        UnwrittenError: the disk refused; nothing was written.
    """
    new: dict[Path, bytes] = {}
    kept: dict[Path, str] = {}
    for name, text in made.items():
        path = root / name
        if not path.exists():
            new[path] = text.encode()
        elif (there := path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")) != text:
            lines = difflib.unified_diff(there.splitlines(), text.splitlines(), name, f"{name} (Vitrail)", lineterm="")
            kept[path] = "\n".join(lines)
    writing.create_all(new)
    return Offered(written=tuple(new), kept=kept)
