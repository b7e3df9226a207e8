"""Turns text into terms; the only package that knows the forms of Russian words."""
