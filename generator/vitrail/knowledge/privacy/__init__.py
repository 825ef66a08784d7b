"""Personal data: the values that an audience may not read, the places where texts hold them, and their replacement."""
