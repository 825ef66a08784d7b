"""Conversions between référentiels: Moodle's file of competencies, the work of a class that changes référentiel."""
