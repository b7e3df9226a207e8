"""The words of pages with their places in, the paragraphs of the document out."""

from searchtool.documents.pdf.chapters import Chapter
from searchtool.documents.pdf.lines import Page, Word, read_page
from searchtool.documents.pdf.reflow import join_pages

__all__ = ["Chapter", "Page", "Word", "join_pages", "read_page"]
