"""What every reader of XML and HTML stands on."""
