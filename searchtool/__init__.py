"""Search one's own folder of Russian texts: ranked, highlighted passages."""

__version__ = "0.1.0"
