"""Counts passages by what they share, and over time."""
