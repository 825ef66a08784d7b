"""Papers to print, pre-filled and never on the site: of a stage to be signed, of an exam, and the archive of them."""
