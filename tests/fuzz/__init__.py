"""The fuzzing campaign: what hostile files do to reading, prose, référentiels and whole builds."""
