"""The whole build: a school read, judged, planned, rendered, and put in place of the site that was.

Given: a project, and what an earlier build left. Gives: a site, whole or not at all. Start at ``making/pipeline.py``.
Imports the site and below.
"""
