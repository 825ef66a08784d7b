"""Work that a student already has, as drafts of theirs: the official workbook, pages of other generators."""
