"""Dossiers and graphs as files: one file per format.

It may import io.tables, extract and below.
"""
