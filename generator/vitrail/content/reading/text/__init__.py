"""The bytes of one file as a document: decoded, its header mended and parsed, its faults reported."""
