"""What makes VS Code, and the web editors built on it, help a student: codes to insert, tasks, line ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from generator.frameworks import queries
from generator.model.framework import Competency, Framework
from generator.values.folding import fold
from generator.values.guides import schema

_SEVERITIES = "error|warning|info"
_FILES = {
    "etablissement": "portfolios/etablissement.yml",
    "promotion": "portfolios/**/promotion.yml",
    "evaluations": "portfolios/**/evaluations/*.yml",
    "referentiel": "portfolios/referentiels/*.yml",
}
"""Schema → the files that it completes and underlines."""
_LEAST = 5
"""Letters of a word that is worth typing to find a competency."""


def editor_files(framework: Framework) -> Mapping[str, str]:
    """Give the files of ``.vscode/``, from the school's root."""
    return {
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        ".vscode/settings.json": _json(_settings()),
        ".vscode/tasks.json": _json({"version": "2.0.0", "tasks": [_check(), _serve()]}),
        ".vscode/vitrail.code-snippets": _json(dict(_snippets(framework))),
        **{f".vscode/schemas/{name}.json": schema(name) for name in _FILES},
    }


def _settings() -> Mapping[str, object]:
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[markdown]": {"editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"}},
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "yaml.schemas": {f"./.vscode/schemas/{name}.json": place for name, place in _FILES.items()},
    }


def _check() -> Mapping[str, object]:
    """Build the task whose findings appear in the list of problems; one line a finding, paths from the root."""
    return {
        "label": "Vérifier",
        "type": "shell",
        "command": "vitrail",
        "args": ["check", "--format", "unix"],
        "problemMatcher": {
            "owner": "vitrail",
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": {
                "regexp": rf"^(.+?):(\d+):(\d+): ({_SEVERITIES}) ([A-Z]{{3}}\d{{3}}) (.*)$",
                **{
                    name: place
                    for place, name in enumerate(("file", "line", "column", "severity", "code", "message"), 1)
                },
            },
        },
    }


def _serve() -> Mapping[str, object]:
    return {"label": "Voir", "type": "shell", "command": "vitrail", "args": ["serve"], "problemMatcher": []}


def _snippets(framework: Framework) -> Iterator[tuple[str, Mapping[str, object]]]:
    """One for each competency, found by its code or a word of its title."""
    options = (*(one.id for one in framework.options),) or (None,)
    seen: dict[str, tuple[Competency, list[str]]] = {}
    for option in options:
        for code in queries.asked(framework, option):
            item = framework.by_id[code]
            seen.setdefault(code, (item, []))[1].append(option or "")
    for item, owners in seen.values():
        whose = f" ({', '.join(owners)})" if 0 < len(owners) < len(options) else ""
        yield (
            f"Compétence {item.id}",
            {
                "scope": "markdown,yaml",
                "prefix": [*dict.fromkeys((item.id, item.local_id, *_words(item.title)))],
                "body": f"{item.id}: ${{1:une phrase qui dit comment}}",
                "description": f"{item.title}{whose}",
            },
        )


def _words(title: str) -> list[str]:
    """Give the words of a title that say something, without accents so that they are typed quickly."""
    return sorted({word for word in re.findall(r"[a-z]+", fold(title)) if len(word) >= _LEAST})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
