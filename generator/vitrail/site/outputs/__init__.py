"""Everything that is not a page: attachments, spreadsheets, JSON, the printed papers."""
