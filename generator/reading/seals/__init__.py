"""What a verdict was given on: its fingerprint, the sealed text kept beside it, and what changed since."""
