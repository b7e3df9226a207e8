"""Writes a report: one HTML file that needs nothing else, Markdown, and a table."""
