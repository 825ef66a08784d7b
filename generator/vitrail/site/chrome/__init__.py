"""The site's chrome: MkDocs and Material behind shells, so that no other room knows them."""
