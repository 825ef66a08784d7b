"""Files while they are written: ``check`` on unsaved texts, the fixes that it applies, and the editors' server."""
