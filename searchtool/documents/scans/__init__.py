"""Readers of scanned pages: those that have a text, and those that must be recognized."""
