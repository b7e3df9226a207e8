"""Results in, text out; one module per output format."""
