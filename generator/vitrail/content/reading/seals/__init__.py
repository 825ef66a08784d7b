"""The work as a verdict judged it: its fingerprint, the sealed text kept beside it, and the changes since."""
