"""Readers of formats that are lines of text, and what such lines need."""
