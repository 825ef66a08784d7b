from pathlib import Path

import generator
from generator.publishing import page_keys


def test_the_hash_of_the_code_holds_every_file_that_pages_are_made_from():
    """Records, sentences, codes and référentiels are data of ours: a page made from former ones is made again."""
    package = Path(generator.__file__).parent
    hashed = set(page_keys.own_files())
    rooms = (folder for folder in package.iterdir() if folder.name not in {"scaffolding", "__pycache__"})
    files = {path for folder in rooms for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert {path.relative_to(package).as_posix() for path in files - hashed} == set()
