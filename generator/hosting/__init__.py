"""What a school writes in mkdocs.yml for every page: what is followed, what changes nothing, what is refused."""
