"""From files to records: nothing is lost silently, nothing raises, every value keeps its line and column."""
