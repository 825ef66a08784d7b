"""The reading desk: what waits, what was said, and the verdicts that a browser of this machine asks to be written."""
