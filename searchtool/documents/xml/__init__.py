"""What the readers of XML and HTML share: trees, repair, paragraphs, zip packages."""
