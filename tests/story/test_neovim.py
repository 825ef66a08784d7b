"""Neovim, a client that we did not write, with the very lines of the guide."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import STRICT

ROOT = Path(__file__).parents[2]
WORK = "portfolios/2025-2027/moreau-lea/realisations/nouvelle.md"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("nvim") or STRICT), reason="neovim n'est pas installé (apt-get install neovim)"
    ),
]
STORY = """
local told = {}
local function client() return vim.lsp.get_clients({ bufnr = 0, name = "vitrail" })[1] end
vim.wait(60000, function() return client() ~= nil and client().initialized end, 50)
local function last() return vim.api.nvim_buf_get_lines(0, -2, -1, true)[1] end
local function write(text)
  local lines = vim.split(last() .. text, "\\n")
  vim.api.nvim_buf_set_lines(0, -2, -1, true, lines)
end
local function choose(label)
  local row = vim.api.nvim_buf_line_count(0)
  vim.api.nvim_win_set_cursor(0, { row, #last() })
  local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
  params.position.character = select(2, vim.str_utfindex(last()))
  local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", params, 60000)
  for _, answer in pairs(answers or {}) do
    for rank, item in ipairs(answer.result.items) do
      if item.label == label or (label == "" and rank == 1) then
        vim.lsp.util.apply_text_edits({ item.textEdit }, vim.api.nvim_get_current_buf(), client().offset_encoding)
        return
      end
    end
  end
  table.insert(told, "pas de " .. label)
end
for _, step in ipairs(STEPS) do
  write(step[1])
  choose(step[2])
end
write("}]\\n---\\n\\nUne restauration, pas a pas. [Voir](nulle-part.md)")
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 and #vim.diagnostic.get(0, { severity = 1 }) < 2 end, 50)
vim.wait(1500, function() return false end)
local faults = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(faults, { one.code, one.lnum, one.col, one.end_col })
end
vim.cmd("write ++p")
local out = io.open(OUT, "w")
out:write(vim.json.encode({ told = told, faults = faults }))
out:close()
vim.cmd("qa!")
"""
STEPS = (
    ("titre: Une panne 😀\nmo", "mode"),
    ("", "vécue"),
    ("\nperiode", "période"),
    ("01/06/2026 au 05/06/2026\ncontexte: ", "stage"),
    ("\nstage: ", ""),
    ("\ncompétences: {sauvegarde", "B1.1.5"),
    ("J'ai restauré.}\nproductions: [{titre: Ma preuve 😀, fichier: ", ""),
)
"""What is typed, then what is chosen of what is offered: the first when nothing is said."""


def _lua(words):
    return "{" + ",".join(json.dumps(word, ensure_ascii=False) for word in words) + "}"


@pytest.mark.deep
def test_a_newcomer_writes_a_realisation_in_neovim_by_completion_alone(tmp_path):
    """With the five lines of the guide and nothing else: what is saved has no error but the link that leads nowhere."""
    shutil.copytree(ROOT / "portfolios", tmp_path / "portfolios")
    (tmp_path / "mkdocs.yml").write_text("site_name: École\ntheme: {name: vitrail}\nplugins: [vitrail]\n", "utf-8")
    guide = re.search(r"```lua\n(.*?)```", (ROOT / "docs" / "editeur.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "init.lua").write_text(f"vim.o.swapfile = false\n{guide[1]}", "utf-8")
    steps = "{" + ",".join(map(_lua, STEPS)) + "}"
    out = tmp_path / "out.json"
    story = f"local OUT, STEPS = {json.dumps(str(out))}, {steps}\n{STORY}"
    (tmp_path / "story.lua").write_text(story, "utf-8")
    file = tmp_path / WORK
    file.write_text("---\n", "utf-8")
    home = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    orders = ("set filetype=markdown", "normal! Go", "luafile story.lua", "qa!")
    command = ["nvim", "--headless", "-u", "init.lua", *(word for order in orders for word in ("-c", order)), WORK]
    environment = {**os.environ, **home, "PATH": path}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, timeout=240, check=True, capture_output=True)
    assert out.exists(), ran.stderr.decode()
    told = json.loads(out.read_text("utf-8"))
    text = file.read_text("utf-8")
    assert told["told"] == [], text
    assert "\nmode: vécue\npériode: 01/06/2026 au 05/06/2026\ncontexte: stage\nstage: " in text
    assert ", fichier: fichiers/" in text
    row = text[: text.index("[Voir]")].count("\n")
    assert [fault[1] for fault in told["faults"] if fault[0].startswith("REF")] == [row]
