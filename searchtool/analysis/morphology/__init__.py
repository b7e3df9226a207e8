"""A Russian form in, its readings and its key out."""
