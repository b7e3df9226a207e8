"""Paragraphs in, quotations out that are not yet attributed."""
