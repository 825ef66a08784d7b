"""The least data, and the proof: which values an audience may not read, and where they are met all the same."""
