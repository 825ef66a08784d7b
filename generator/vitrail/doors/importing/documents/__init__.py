"""Import of a folder of documents: works, copies and versions of them, and files that must not be published."""
