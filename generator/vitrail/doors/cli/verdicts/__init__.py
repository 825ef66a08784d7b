"""Commands with which a team reads works and gives verdicts."""
