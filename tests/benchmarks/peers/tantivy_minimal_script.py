"""The least that a cold query over tantivy-py takes: the index of `tantivy_script` is opened, one
stem is looked up, ten paragraphs are printed. The stem is given, as loading a stemmer takes as long
as all of this.

python tantivy_minimal_script.py WHERE STEM
"""

import sys


def main(where: str, stem: str) -> None:
    """Prints the first ten paragraphs that hold the stem."""
    import tantivy

    opened = tantivy.Index.open(where)
    searcher = opened.searcher()
    found = searcher.search(tantivy.Query.term_query(opened.schema, "stems", stem), 10)
    for score, address in found.hits:
        print(f"{score:.2f}\t{searcher.doc(address)['text'][0].decode()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
