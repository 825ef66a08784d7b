import importlib.metadata
from pathlib import Path

import pytest

import generator
from generator.publishing import page_keys


def test_the_hash_of_the_code_holds_every_file_that_pages_are_made_from():
    """Records, sentences, codes and référentiels are data of ours: a page made from former ones is made again."""
    package = Path(generator.__file__).parent
    hashed = set(page_keys.own_files())
    rooms = (folder for folder in package.iterdir() if folder.name not in {"scaffolding", "__pycache__"})
    files = {path for folder in rooms for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert {path.relative_to(package).as_posix() for path in files - hashed} == set()


@pytest.mark.parametrize("library", ["jinja2", "mkdocs-material", "pyromark", "vitrail"])
def test_a_library_has_the_version_that_python_tells(library):
    """It is read from the name of a folder, since asking Python takes longer than finding that nothing changed."""
    assert page_keys.version(library) == importlib.metadata.version(library)


def test_a_library_whose_folder_bears_no_version_is_asked_of_python(monkeypatch):
    """As some packagers leave it; one that nobody knows is an error, as before."""
    monkeypatch.setattr(page_keys, "_installed", dict)
    assert page_keys.version("jinja2") == importlib.metadata.version("jinja2")
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        page_keys.version("inconnue")
