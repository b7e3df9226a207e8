"""Results in, plain text out: one line a hit, `place<TAB>score<TAB>text`, never wrapped."""

from searchtool.model import Results
from searchtool.render.fields import place
from searchtool.render.safe import one_line


def as_plain(results: Results) -> list[str]:
    """A line a hit; `text` is the passage without line breaks or tabs."""
    return [
        f"{one_line(place(hit.path, hit.passage))}\t{hit.score:.3f}\t{one_line(hit.passage.text)}"
        for hit in results.hits
    ]
