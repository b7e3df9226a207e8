"""Results in, plain text out: one line a hit, `place<TAB>score<TAB>text`, never wrapped."""

from searchtool.model import Hit, Results
from searchtool.render.fields import place
from searchtool.render.safe import one_line


def as_plain(results: Results) -> list[str]:
    """A line a hit; `text` is the passage without line breaks or tabs."""
    return [
        f"{one_line(place(hit.path, hit.passage))}\t{hit.score:.3f}\t{one_line(hit.passage.text)}"
        for hit in results.hits
    ]


def as_reading(hit: Hit) -> str:
    """One hit among its neighbours, a paragraph a line, its own marked by `> `."""
    head = [one_line(hit.document.title), one_line(place(hit.path, hit.passage))]
    before = [one_line(passage.text) for passage in hit.before]
    after = [one_line(passage.text) for passage in hit.after]
    paragraphs = [*before, f"> {one_line(hit.passage.text)}", *after]
    return "\n\n".join(["\n".join(filter(None, head)), *paragraphs])
