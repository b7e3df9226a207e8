"""Who speaks in a clause."""
