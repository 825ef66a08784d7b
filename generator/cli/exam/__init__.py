"""Commands for the exam: what is ready, papers, archives."""
