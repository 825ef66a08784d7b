"""Files while they are written: one door to what they say and what ``check`` would say, and the server of editors."""
