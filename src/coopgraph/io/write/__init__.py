"""Graphs and drafts as files: ``graphs`` has the table of formats, each writer is one file.

It may import io.tables, extract and below.
"""
