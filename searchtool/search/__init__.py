"""An open index and options in, complete results out."""
