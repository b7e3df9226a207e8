"""An index on disk: created, refreshed, rebuilt, opened, inspected."""
