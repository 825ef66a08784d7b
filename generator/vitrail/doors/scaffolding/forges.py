"""The files of a school's repository beside its portfolios: the forge's automation, owners, instructions, editors.

Each is written whole, for the school to change; none is ever overwritten.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vitrail.content.frameworks import queries
from vitrail.content.frameworks.lexicon import heard
from vitrail.content.model.framework import Competency, Framework
from vitrail.content.reading.disk.forge import OWNERS
from vitrail.content.values.folding import grouped
from vitrail.doors.scaffolding.files import Content, fill, in_bytes, realisation
from vitrail.doors.scaffolding.wheel import wheel
from vitrail.ground.regex import regex
from vitrail.site.outputs import writing

_EXTENSIONS = """\
// Dans VS Code, les codes et les clés se complètent. Le fichier .vsix est avec chaque version de Vitrail :
// code --install-extension vitrail-VERSION.vsix
{"recommendations": ["vitrail.vitrail"]}
"""
FORGES = ("gitlab", "github")
TEAM = "@votre-lycee/equipe-sio"
"""Placeholder for the group of the team, until the school writes its own."""
_OWNER = regex(r"@[\w.-]+(?:/[\w.-]+)*")
_WRITTEN = regex(rf"^[^#\n]*?({_OWNER.pattern})", re.MULTILINE)
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


def is_owner(said: str) -> bool:
    """True if a text is the name of a group or a person of a forge (``@lycee/equipe``), and nothing more."""
    return _OWNER.fullmatch(said) is not None


def team_of(root: Path) -> str:
    """Return the first group in the forge's CODEOWNERS of the school, else the placeholder."""
    texts = ((root / path).read_text("utf-8", "replace") for path in OWNERS if (root / path).is_file())
    written = _WRITTEN.search("\n".join(texts))
    return written[1] if written else TEAM


def repository_files(
    name: str, forge: str, framework: Framework, team: str = TEAM, cohorts: Iterable[str] | None = ()
) -> Mapping[str, Content]:
    """Return the files of a school's repository, by path; without a forge, those that any repository needs.

    ``cohorts`` are the folders of the classes: the files there that are not a student's belong to the team. None for
    a portfolio of its own, which has neither classes nor a team.
    """
    model = next(iter(realisation("", "Déploiement de GLPI", framework, None, on_forge=True).values()))
    values = {
        "name": name, "forge": forge, "team": team, "model": model, "wheel": next(iter(wheel()), ""),
        "cohorts": sorted(cohorts or ()), "codes": tuple(_codes(framework)), "alone": cohorts is None,
    }  # fmt: skip
    made = {
        ".gitignore": "gitignore",
        ".gitattributes": "ecole/gitattributes",
        ".pre-commit-config.yaml": "ecole/pre-commit.yaml",
        "requirements.txt": "ecole/requirements.txt",
        "LISEZMOI.md": "ecole/LISEZMOI.md",
        "CODES.md": "ecole/CODES.md",
        **_PLACES.get(forge, {}),
    }
    plain = (".yml", ".yaml")  # the forges' files have braces of their own: not rendered
    texts = {
        path: fill(template) if template.endswith(plain) else fill(template, request=_REQUESTS[forge], **values)
        for path, template in made.items()
        if not (cohorts is None and path.endswith("CODEOWNERS"))
    }
    return {**texts, ".vscode/extensions.json": _EXTENSIONS, **wheel()}


def offer(root: Path, made: Mapping[str, Content]) -> tuple[tuple[Path, ...], Mapping[Path, str]]:
    """Write the missing files; return them, and for each file that exists and differs, its unified diff.

    Raises UnwrittenError: the disk refused the write; nothing was written.
    """
    new: dict[Path, bytes] = {}
    kept: dict[Path, str] = {}
    for name, content in made.items():
        path, text = root / name, content if isinstance(content, str) else ""
        if not path.exists():
            new[path] = in_bytes(content)
        elif text and (there := path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")) != text:
            lines = difflib.unified_diff(there.splitlines(), text.splitlines(), name, f"{name} (Vitrail)", lineterm="")
            kept[path] = "\n".join(lines)
    writing.create_all(new, within=root)
    return tuple(new), kept


def _codes(framework: Framework) -> Iterator[tuple[str, str, str]]:
    """Yield the competencies that a student cites: code, official title, the lexicon's words."""
    words_of = heard(framework)
    for item, whose in _asked(framework):
        if not item.children:
            yield item.id, f"{item.title}{whose}", ", ".join(words_of.get(item.id, ()))


def _asked(framework: Framework) -> Iterator[tuple[Competency, str]]:
    """Yield the required competencies, each with the options that require it, « (SISR) », empty if all do."""
    options = (*(option.id for option in framework.options),) or (None,)
    seen = grouped((code, option or "") for option in options for code in queries.scope(framework, option).asked)
    for code, owners in seen.items():
        yield framework.by_id[code], f" ({', '.join(owners)})" if 0 < len(owners) < len(options) else ""
