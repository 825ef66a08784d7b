"""A day as people type it: whatever a file may say, ``1/6/26`` and « 26 juin 2026 » included."""

from __future__ import annotations

from datetime import date

import click


class Day(click.ParamType[date]):
    """A date on the command line, read as in the files."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it; a day that is none is a wrong command."""
        from generator.values.dates import read_date  # noqa: PLC0415  # when there is one to read

        found = value if isinstance(value, date) else read_date(str(value))
        return found if isinstance(found, date) else self.fail(str(value), param, ctx)


DAY = Day()
