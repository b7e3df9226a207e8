"""Readers of web pages, and what the elements of HTML mean."""
