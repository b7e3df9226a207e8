"""Turns results into text, one module per output format; no module here computes a value."""
