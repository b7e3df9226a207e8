"""The commands, a module each: options, one call of the API, one of a renderer."""
