"""Pages of one student."""
