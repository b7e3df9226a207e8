"""The words of pages with their places in, the paragraphs of the document out."""

from searchtool.documents.pages.chapters import Chapter
from searchtool.documents.pages.joining import join_pages
from searchtool.documents.pages.lines import Page, Word, read_page

__all__ = ["Chapter", "Page", "Word", "join_pages", "read_page"]
