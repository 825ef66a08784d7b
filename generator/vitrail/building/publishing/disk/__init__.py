"""Trees of files: written, linked, and exchanged for the site that was there."""
