"""Readings, inflection and keys of Russian word forms."""
