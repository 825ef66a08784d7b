"""Papers to print and sign: the attestation and the convention of a stage, pre-filled, never on the site."""
