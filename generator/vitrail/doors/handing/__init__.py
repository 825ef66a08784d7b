"""Hand-ins: a portfolio leaves its author's machine as one zip, from which the team's copy is updated.

Git is not needed. Both copies hold a record (``exchange.py``) of the digests last exchanged, path by path: a file whose
digest the other side once had is an older version; two files unknown to each other's record are a conflict, of which
both are kept and reported.
"""
