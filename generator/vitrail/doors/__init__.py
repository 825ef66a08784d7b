"""What people use: the command line, the form, the desk, the editor, the import, the hand-in.

Given: what somebody typed. Gives: an answer, a saved file or a site, made by the floors below. May import every floor.
"""
