"""Référentiels: their data as YAML, the records built from it, the questions asked of them; nothing is read here."""
