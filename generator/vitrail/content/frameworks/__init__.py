"""Référentiels: their data as YAML, the records built from it, the queries on them; no file is read here."""
