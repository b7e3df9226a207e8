"""The command `search`, over the API."""
