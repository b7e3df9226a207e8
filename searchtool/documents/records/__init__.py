"""Formats that hold one document a record."""
