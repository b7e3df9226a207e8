"""The reader of mail."""
