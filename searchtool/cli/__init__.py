"""The command `search`: arguments in, an exit code out."""
