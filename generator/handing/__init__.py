"""Hand-ins: a portfolio leaves its author's machine as one zip, and comes into the team's copy by it.

Nobody needs git for it. Both copies hold a record (``exchange.py``) of what was last exchanged, path by path: what one
side has and the other once had is behind, and what neither knows of the other is a conflict, kept beside and told.
"""
