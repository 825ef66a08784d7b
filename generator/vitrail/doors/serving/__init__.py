"""The site while it is being written: a local server that reloads the page being read."""
