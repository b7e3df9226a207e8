"""Tells who is who among the speakers of all documents."""
