"""Resolves the speakers of detected quotations."""
