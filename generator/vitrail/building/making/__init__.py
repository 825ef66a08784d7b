"""From files to sites: a school is read and judged, cut to each audience, built, and kept up to date at each save."""
