"""Records, errors, settings and small tools that every other package may use."""
