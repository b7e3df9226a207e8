"""Words, names of people and noun phrases: what a clause is made of."""
