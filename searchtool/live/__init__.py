"""Results while one types, in the whole terminal."""
