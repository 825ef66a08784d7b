"""Commands that make a school and what it holds."""
