"""Builds the paragraphs of a document from the words on its PDF pages."""

from searchtool.documents.pdf.chapters import OutlineEntry
from searchtool.documents.pdf.lines import Page, Word, read_page
from searchtool.documents.pdf.reflow import join_pages

__all__ = ["OutlineEntry", "Page", "Word", "join_pages", "read_page"]
