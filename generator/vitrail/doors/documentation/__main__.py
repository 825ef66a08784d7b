"""Write the pages of ``docs/`` that come from the code: ``python -m vitrail.doors.documentation`` (``make docs``)."""

import sys
from pathlib import Path

from vitrail.doors.documentation.pages import PAGES

docs = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs")
for name, write in PAGES.items():
    (docs / name).write_text(write(), "utf-8")
