"""``python -m vitrail``: the command without its entry point."""

from vitrail.cli import main

main()
