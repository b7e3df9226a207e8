"""`search QUERY`: the options of a query in, its answer out."""

import typer

from searchtool.cli.flags import ColorOption, IndexOption, JsonLinesOption, JsonOption, QuietOption
from searchtool.cli.query_options import (
    AllOption,
    ContextOption,
    CountOption,
    CsvOption,
    ExplainOption,
    FilesOption,
    FullOption,
    LimitOption,
    NoFixOption,
    OffsetOption,
    PathOption,
    PlainOption,
    QuotesOption,
    SinceOption,
    SortOption,
    SpeakerOption,
    StdinOption,
    SureOption,
    TitleOption,
    UntilOption,
    WordsArgument,
)
from searchtool.cli.run_query import SearchRequest, run_query


def query(
    words: WordsArgument = None,
    limit: LimitOption = 10,
    offset: OffsetOption = 0,
    context: ContextOption = 0,
    full: FullOption = False,
    only_count: CountOption = False,
    files: FilesOption = False,
    json: JsonOption = False,
    jsonl: JsonLinesOption = False,
    csv: CsvOption = False,
    plain: PlainOption = False,
    color: ColorOption = "auto",
    quotes: QuotesOption = False,
    speaker: SpeakerOption = None,
    sure: SureOption = False,
    all_sources: AllOption = False,
    title: TitleOption = None,
    path: PathOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sort: SortOption = "relevance",
    explain: ExplainOption = False,
    no_fix: NoFixOption = False,
    stdin: StdinOption = False,
    index_path: IndexOption = None,
    quiet: QuietOption = False,
) -> None:
    """Answer one query, or one a line."""
    raise typer.Exit(run_query(SearchRequest(**locals())))  # the parameters are the fields
