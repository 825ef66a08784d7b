"""Records of stages: places, periods, presence, and what the regulation asks."""
