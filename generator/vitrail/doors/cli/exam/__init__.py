"""Commands for the exam: readiness, papers, archives."""
