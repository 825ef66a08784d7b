"""Import of the tableau de synthèse that a student keeps: its layout, and its rows as drafts."""
