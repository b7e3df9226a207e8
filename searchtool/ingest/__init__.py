"""Paths in, indexed passages out; a bad file costs only itself."""
