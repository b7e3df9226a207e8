"""A test module for each reader, and for what they share."""
