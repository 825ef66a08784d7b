"""The bytes of one file as a document: decoded, its header parsed and mended, its faults told."""
