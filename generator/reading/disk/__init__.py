"""What the file system holds: files, names, limits, and which file is read as what."""
