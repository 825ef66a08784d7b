"""What people write, as it stands: from files to records, each value with its place; nothing is judged.

Given: the bytes of a school's files. Gives: its records, their faults of form, and the addresses that they will have.
Imports the ground.
"""
