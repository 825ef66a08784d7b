"""The settings of mkdocs.yml that apply to every page: those that are followed, without effect, or refused."""
