"""Formats that are lines of text, and what lines need."""
