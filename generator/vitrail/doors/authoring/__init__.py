"""A student's own portfolio, written by a form in a browser of this machine: no YAML, no terminal, no git."""
