"""The questions of a build, asked of the memo: by portfolio, then by class, then of the school (``ground/memo``)."""
