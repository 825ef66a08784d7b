"""The files on disk: the walk, their names, quotas and hashes, and the role of each."""
