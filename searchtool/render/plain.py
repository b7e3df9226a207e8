"""Results in, plain text out: one line a hit, `place<TAB>score<TAB>text`, never wrapped."""

from searchtool.core.model import Hit, Results
from searchtool.render.hit_fields import location, provenance, speaker_of
from searchtool.render.sanitize import one_line


def as_plain(results: Results) -> list[str]:
    """A line a hit; `text` is the passage without line breaks or tabs; a quotation has a fourth
    column with its speaker."""
    return ["\t".join(_columns(hit)) for hit in results.hits]


def _columns(hit: Hit) -> list[str]:
    passage = hit.passage
    columns = [one_line(location(hit)), f"{hit.score:.3f}", one_line(passage.text)]
    return columns if passage.kind == "paragraph" else [*columns, one_line(speaker_of(passage))]


def as_reading(hit: Hit) -> str:
    """One hit among its neighbours, a paragraph a line, its own marked by `> `."""
    head = [hit.document.title, location(hit), hit.passage.section, provenance(hit.document)]
    before = [one_line(passage.text) for passage in hit.before]
    after = [one_line(passage.text) for passage in hit.after]
    paragraphs = [*before, f"> {one_line(hit.passage.text)}", *after]
    return "\n\n".join(["\n".join(map(one_line, filter(None, head))), *paragraphs])
