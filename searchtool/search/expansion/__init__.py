"""Other words by which the index has what a query word means: spellings, names, derived words."""
