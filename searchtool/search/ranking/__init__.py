"""Puts passages in order of relevance: candidates by weight first, then the best by a formula."""
