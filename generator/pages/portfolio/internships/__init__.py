"""What a stage shows of itself: its weeks, its papers, what was covered there."""
