"""Commands by which a team judges."""
