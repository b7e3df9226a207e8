"""One index on disk: create, refresh, rebuild, open, inspect."""
