"""The tableau de synthèse that a student keeps, and which of its rows tells of which document."""
