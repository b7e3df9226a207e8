"""Detects quotations and the clauses that attribute them."""
