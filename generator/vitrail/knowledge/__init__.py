"""What follows from the records: what is covered, what the rules say, who may read what.

Given: records. Gives: counts, verdicts on requirements, diagnostics, records cut to an audience. Opens no file; imports
content and the ground.
"""
