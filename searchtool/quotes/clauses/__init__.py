"""The words of a clause in, who speaks in it out."""
