"""Quotations in Russian text, with the people who are quoted."""
