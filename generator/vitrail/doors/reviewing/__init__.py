"""The reading desk: works that wait for a verdict, verdicts given, and those that a local browser asks to write."""
