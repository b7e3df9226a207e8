"""Readers of word processor files."""
