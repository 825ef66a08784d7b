"""The grid of a page's tables: how many columns each row takes, spans of rows above included."""

from collections import Counter
from html.parser import HTMLParser


class Tables(HTMLParser):
    """The widths of the rows of each table of a page, those of authors' texts left out."""

    def __init__(self, html):
        """Read a page, or a part of one."""
        super().__init__()
        self.tables, self.open, self.prose = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Open a table or a row, or count a cell."""
        given = dict(attrs)
        if tag in {"section", "div"}:
            self.prose.append("vt-prose" in (given.get("class") or ""))
        if any(self.prose):
            return
        if tag == "table":
            self.open.append({"rows": [], "down": Counter(), "at": -1})
        elif tag == "tr" and self.open:
            table = self.open[-1]
            table["at"] += 1
            table["rows"].append(table["down"][table["at"]])
        elif tag in {"td", "th"} and self.open:
            table, wide = self.open[-1], int(given.get("colspan", 1))
            table["rows"][-1] += wide
            for below in range(1, int(given.get("rowspan", 1))):
                table["down"][table["at"] + below] += wide

    def handle_endtag(self, tag):
        """Close a table, or what may be an author's text."""
        if tag in {"section", "div"} and self.prose:
            self.prose.pop()
        if tag == "table" and self.open and not any(self.prose):
            self.tables.append(self.open.pop()["rows"])


def uneven(html):
    """Give the tables of a page whose rows do not all take the same number of columns."""
    return [rows for rows in Tables(html).tables if len(set(rows)) > 1]
