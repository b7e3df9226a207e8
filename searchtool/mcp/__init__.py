"""A server of the Model Context Protocol: an assistant asks the index, and only reads."""
