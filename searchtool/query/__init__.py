"""Query text in, a tree out, and what the tree means."""
