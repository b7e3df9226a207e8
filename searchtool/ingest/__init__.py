"""Finds and reads files, and makes passages ready for an engine; a bad file costs only itself."""
