"""Text in, terms out: the only room that knows Russian word forms."""
