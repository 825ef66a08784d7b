"""Files ready to fill for those who start: what ``vitrail new`` writes."""
