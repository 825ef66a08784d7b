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
from vitrail.doors.scaffolding.commons import Commons
from vitrail.doors.scaffolding.files import Content, fill, in_bytes, realisation
from vitrail.doors.scaffolding.wheel import wheel
from vitrail.ground.regex import regex
from vitrail.site.outputs import writing

FORGES = ("gitlab", "github")
TEAM = "@votre-lycee/equipe-sio"
"""Placeholder for the group of the team, until the school writes its own."""
_OWNER = regex(r"@[\w.-]+(?:/[\w.-]+)*")
_WRITTEN = regex(rf"^[^#\n]*?({_OWNER.pattern})", re.MULTILINE)
_ANY = {
    ".gitignore": "gitignore",
    ".gitattributes": "ecole/gitattributes",
    ".pre-commit-config.yaml": "ecole/pre-commit.yaml",
    ".vscode/extensions.json": "ecole/extensions.json",
}
_INSTALLED = {"requirements.txt": "ecole/requirements.txt"}
_PLACES = {
    "school": {
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
    },
    "team": {
        "gitlab": {".gitlab-ci.yml": "gitlab/equipe.yml"},
        "github": {".github/workflows/portfolios.yml": "github/equipe.yml"},
    },
    "student": {
        "gitlab": {".gitlab-ci.yml": "gitlab/etudiant.yml"},
        "github": {".github/workflows/portfolio.yml": "github/etudiant.yml"},
    },
    "commons": {
        "gitlab": {"portfolio.yml": "gitlab/portfolio.yml"},
        "github": {".github/workflows/portfolio.yml": "github/portfolio.yml"},
    },
}
"""Whose repository → forge → path → template: a school's that is shared by all, or, where each student has one, that of
the team, that of a student, which includes a piece, and the common one, which holds that piece."""
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
    name: str, forge: str, framework: Framework, team: str = TEAM, cohorts: Iterable[str] = ()
) -> Mapping[str, Content]:
    """Return the files of the repository that a whole school shares, by path; without a forge, those of any repository.

    ``cohorts`` are the folders of the classes: the files there that are not a student's belong to the team.
    """
    values = {"name": name, "team": team, "cohorts": sorted(cohorts), "request": _REQUESTS[forge], **_codes(framework)}
    made = {**_ANY, **_INSTALLED, "LISEZMOI.md": "ecole/LISEZMOI.md", "CODES.md": "ecole/CODES.md"}
    return {**_filled(made | _PLACES["school"].get(forge, {}), values), **wheel()}


def team_files(name: str, forge: str, commons: Commons) -> Mapping[str, Content]:
    """Return the files of a team's own repository, by path: its students have repositories of theirs."""
    made = {**_ANY, **_INSTALLED, "LISEZMOI.md": "ecole/equipe.md", **_PLACES["team"].get(forge, {})}
    return {**_filled(made, {"name": name, "common": commons.address}), **wheel()}


def portfolio_files(
    name: str, forge: str, framework: Framework, commons: Commons | None = None
) -> Mapping[str, Content]:
    """Return the files of the repository of one portfolio, by path; what it shares stands in ``commons``."""
    values = {"name": name, "request": _REQUESTS[forge], "common": commons and commons.address, **_codes(framework)}
    made = {**_ANY, "LISEZMOI.md": "ecole/portfolio.md", "CODES.md": "ecole/CODES.md"}
    if commons:
        return _filled(made | _PLACES["student"][forge], values, commons)
    places = _PLACES["school"].get(forge, {})
    unowned = {path: template for path, template in places.items() if not path.endswith("CODEOWNERS")}
    return {**_filled({**made, **_INSTALLED, **unowned}, values), **wheel()}


def common_files(forge: str, commons: Commons) -> Mapping[str, Content]:
    """Return the files of the repository that portfolios share, by path: Vitrail, and what the forge does of each."""
    piece = _PLACES["commons"][forge]
    values = {"piece": next(iter(piece)), "address": commons.address}
    return {**_filled({**piece, **_INSTALLED, "LISEZMOI.md": "ecole/commun.md"}, values, commons), **wheel()}


def _filled(made: Mapping[str, str], values: Mapping[str, object], commons: Commons | None = None) -> dict[str, str]:
    """Fill templates, by path of the file; what a forge reads has braces of its own, and gets one name at most."""
    values = {"wheel": next(iter(wheel()), ""), **values}
    plain = (".yml", ".yaml", ".json")
    texts = {path: fill(name) if name.endswith(plain) else fill(name, **values) for path, name in made.items()}
    return {path: commons.named(text) for path, text in texts.items()} if commons else texts


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


def _codes(framework: Framework) -> Mapping[str, object]:
    """Return what CODES.md shows: a model of a réalisation, and the competencies with their words."""
    model = next(iter(realisation("", "Déploiement de GLPI", framework, None, on_forge=True).values()))
    return {"model": model, "codes": tuple(_cited(framework))}


def _cited(framework: Framework) -> Iterator[tuple[str, str, str]]:
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
