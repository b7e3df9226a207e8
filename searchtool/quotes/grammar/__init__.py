"""A stretch of text in, words, names and noun phrases out."""
