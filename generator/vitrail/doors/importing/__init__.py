"""A student's existing work converted to drafts: the official workbook, documents, pages of other generators."""
