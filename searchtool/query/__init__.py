"""Parses queries, and defines what they match."""
