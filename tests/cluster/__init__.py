"""A real OpenSearch cluster on this machine, and what is tried on it."""
