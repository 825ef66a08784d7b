"""Parsing of what people type: folded words, choices, dates, lengths, and the fields of a mapping."""
