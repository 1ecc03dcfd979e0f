"""Self-contained HTML pages: the live page and the brief.

It may import plot, io and below.
"""
