"""Drawings as SVG written by pure functions: numbers rounded, no style attribute, the same facts in a table beside."""
