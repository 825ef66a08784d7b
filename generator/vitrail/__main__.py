"""``python -m vitrail``: the command without its entry point."""

from vitrail.doors.cli import main

main()
