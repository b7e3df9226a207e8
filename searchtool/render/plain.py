"""Writes results as plain text: one line per hit, `location<TAB>score<TAB>text`, never wrapped."""

from searchtool.core.model import Hit, Results
from searchtool.render.hit_fields import location, provenance, said_by
from searchtool.render.sanitize import one_line


def as_plain(results: Results) -> list[str]:
    """One line per hit; the text is the passage without line breaks and tabs. A quotation has a
    fourth column, its speaker."""
    return ["\t".join(_columns(hit)) for hit in results.hits]


def _columns(hit: Hit) -> list[str]:
    passage = hit.passage
    columns = [one_line(location(hit)), f"{hit.score:.3f}", one_line(passage.text)]
    return columns if passage.kind == "paragraph" else [*columns, one_line(said_by(passage))]


def as_reading(hit: Hit) -> str:
    """One hit among its neighbours, one paragraph per line; that of the hit begins with `> `."""
    head = [hit.document.title, location(hit), hit.passage.section, provenance(hit.document)]
    before = [one_line(passage.text) for passage in hit.before]
    after = [one_line(passage.text) for passage in hit.after]
    paragraphs = [*before, f"> {one_line(hit.passage.text)}", *after]
    return "\n\n".join(["\n".join(map(one_line, filter(None, head))), *paragraphs])


def as_citation(hit: Hit) -> str:
    """A passage with its source, to be put into a text of one's own."""
    document = hit.document
    source = [said_by(hit.passage) if hit.passage.kind == "quote" else "", document.author or ""]
    source += [document.title, document.date or "", document.url or "", location(hit)]
    return f"«{one_line(hit.passage.text)}»\n— {', '.join(map(one_line, filter(None, source)))}"
