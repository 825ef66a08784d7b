"""What is made for others to install: the folder for Windows, and the notes of a release. Nothing of the engine."""
