"""One module for each kind of file: from values as written to records, each fault with its place."""
