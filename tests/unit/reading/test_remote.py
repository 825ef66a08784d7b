"""The forge that the repository is sent to, from mini repositories: only the files that matter are written."""

import pytest

from vitrail.content.reading.disk.forge import public_forge


def repository(root, config):
    """A folder with git's configuration."""
    (root / ".git").mkdir(parents=True)
    (root / ".git/config").write_text(config, "utf-8")
    return root


def remote(url):
    """A configuration with one remote."""
    return f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n\tfetch = +refs/heads/*\n'


@pytest.mark.parametrize(
    ("url", "forge"),
    [
        ("https://github.com/lycee/portfolios.git", "github.com"),
        ("git@github.com:lycee/portfolios.git", "github.com"),
        ("ssh://git@ssh.github.com:443/lycee/portfolios.git", "github.com"),
        ("https://user:token@GitLab.com/lycee/portfolios", "gitlab.com"),
        ("https://forge.apps.education.fr/lycee/portfolios.git", "forge.apps.education.fr"),
        ("git@framagit.org:lycee/portfolios.git", "framagit.org"),
        ('"https://codeberg.org/lycee/portfolios.git"', "codeberg.org"),
        ("https://forge.lycee.example/portfolios.git", None),
        ("https://github.com.lycee.example/portfolios.git", None),
        ("https://lycee.example/github.com/portfolios.git", None),
        ("notgithub.com:portfolios.git", None),
        ("/srv/git/github.com/portfolios.git", None),
        ("../portfolios.git", None),
    ],
)
def test_a_public_forge_is_known_by_the_host_of_a_remote(tmp_path, url, forge):
    """Whatever the form of the address; a folder or another host that only resembles one is not."""
    assert public_forge(repository(tmp_path, remote(url))) == forge


def test_a_second_remote_counts_too_and_a_folder_below_the_repository(tmp_path):
    """The school's own server first, a copy on a forge second, the project one folder down."""
    config = remote("https://forge.lycee.example/a.git") + '[remote "copie"]\n\turl = https://gitlab.com/l/a.git\n'
    repository(tmp_path, config)
    (tmp_path / "site-web").mkdir()
    assert public_forge(tmp_path / "site-web") == "gitlab.com"


@pytest.mark.parametrize(
    "config",
    [
        "",
        '[branch "main"]\n\tremote = https://github.com/a\n[url "https://github.com/"]\n\tinsteadOf = gh:\n',
        '; [remote "origin"]\n;\turl = https://github.com/a/b\n',
        "\x00\xff[remote\n" * 50,
        remote("https://github.com/a/b") + "#" * 300_000,
    ],
)
def test_other_sections_comments_and_nonsense_say_nothing(tmp_path, config):
    """No remote, no word; a file too large to be a configuration is not read."""
    assert public_forge(repository(tmp_path, config)) is None


def test_an_included_file_is_not_followed(tmp_path):
    """A configuration may name any file of the disk: none is opened."""
    (tmp_path / "ailleurs").write_text(remote("https://github.com/a/b"), "utf-8")
    assert public_forge(repository(tmp_path / "depot", f"[include]\n\tpath = {tmp_path}/ailleurs\n")) is None


def test_a_worktree_and_a_submodule_have_the_configuration_of_their_repository(tmp_path):
    """Their ``.git`` is a file that says where git keeps them."""
    main = repository(tmp_path / "depot", remote("https://github.com/a/b"))
    (main / ".git/worktrees/correction").mkdir(parents=True)
    (tmp_path / "correction").mkdir()
    (tmp_path / "correction/.git").write_text(f"gitdir: {main}/.git/worktrees/correction\n", "utf-8")
    assert public_forge(tmp_path / "correction") == "github.com"
    module = main / ".git/modules/portfolios"
    module.mkdir(parents=True)
    (module / "config").write_text(remote("https://gitlab.com/a/c"), "utf-8")
    (main / "portfolios").mkdir()
    (main / "portfolios/.git").write_text("gitdir: ../.git/modules/portfolios\n", "utf-8")
    assert public_forge(main / "portfolios") == "gitlab.com"


def test_a_git_file_that_points_anywhere_else_is_not_followed(tmp_path):
    """Only where git itself puts worktrees and submodules."""
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs/config").write_text(remote("https://github.com/a/b"), "utf-8")
    (tmp_path / "projet").mkdir()
    (tmp_path / "projet/.git").write_text("gitdir: ../ailleurs\n", "utf-8")
    assert public_forge(tmp_path / "projet") is None


def test_no_repository_says_nothing(tmp_path):
    """A folder received by mail."""
    assert public_forge(tmp_path) is None
