"""Pages rendered side by side: in this process, in others, on a cluster."""
