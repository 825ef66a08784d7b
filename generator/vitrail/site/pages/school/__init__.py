"""Pages of the school and of its classes."""
