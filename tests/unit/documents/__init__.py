"""A test module for each module of documents."""
