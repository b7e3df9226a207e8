"""What each command takes, its help and its examples; `commands/table.py` has them all."""
