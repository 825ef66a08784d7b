"""What people type, read in one way: folded words, choices, dates, lengths, and the fields of a mapping."""
