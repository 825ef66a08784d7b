"""A class of twelve, whose names are as people have them, and what ENTs do to the names of their files."""

import io
import shutil
import zipfile
from pathlib import Path

PEOPLE = (
    ("Moreau", "Léa"), ("Lefèvre", "Hugo"), ("da Silva", "Inès"), ("Đặng", "Minh Anh"), ("Benali", "Yanis"),
    ("Martin", "Paul"), ("Martin", "Marie-Paule"), ("Le Goff", "Jean-Marc"), ("Кузнецова", "Дарья"),
    ("O'Brien", "Éric"), ("Nguyen", "Paul"), ("van den Berg", "Anna"),
)  # fmt: skip
"""Two Martin, two Paul, one whose name holds another's, three alphabets."""


def renamed(number, last, first, name):
    """Give the path that an ENT gives to a file that somebody handed in."""
    return (
        f"{first} {last}_{4100 + number}_assignsubmission_file_/{name}",
        f"{last.upper()} {first}_{4100 + number}_assignsubmission_file_{name}",
        f"{last.upper()} {first}.zip",
        f"BTS SIO 2/{last.upper()} {first}/{name.replace('.zip', ' (1).zip')}",
        f"{name.removesuffix('.zip')}",
        f"Portfolio - {first.lower()} {last.lower()} VF.ZIP",
    )[number % 6]  # fmt: skip


def zipped(files, **how):
    """Make a zip of paths and bytes."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", **how) as bag:
        for path, raw in files.items():
            bag.writestr(path, raw)
    return into.getvalue()


def written(folder, files):
    """Write files below a folder; give the folder."""
    for path, raw in files.items():
        place = Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return folder


def copied(source, target):
    """Copy a school to somebody's machine."""
    return Path(shutil.copytree(source, target))
