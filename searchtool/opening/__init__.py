"""From a hit to the program that shows it at its place."""
