"""Answers queries over an open index: finds passages, ranks them, and builds complete hits."""
