"""Query words and candidates in, candidates in their final order out."""
