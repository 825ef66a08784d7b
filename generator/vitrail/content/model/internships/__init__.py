"""Records of stages: hosts, periods, presence, and the requirements of the regulation."""
