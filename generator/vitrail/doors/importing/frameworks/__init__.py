"""Conversions between référentiels: a table of competencies, the work of a class that changes référentiel."""
