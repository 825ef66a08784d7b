"""A folder of documents as drafts: what is a work, what is a copy of it, and what is nobody's to publish."""
