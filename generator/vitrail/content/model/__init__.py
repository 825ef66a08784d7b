"""The nouns of a school's portfolios as frozen records; nothing here reads, counts or prints."""
