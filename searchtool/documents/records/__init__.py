"""Readers of formats that hold one document per record."""
