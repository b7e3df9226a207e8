"""Detected quotations in, the same with their speakers out."""
