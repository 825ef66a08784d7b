"""One module a kind of file: from values as written to records, each fault with its place."""
