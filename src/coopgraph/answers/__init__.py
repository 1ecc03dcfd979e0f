"""What questions return: answers with columns, evidence and proving paths, shown as tables.

It may import network and below.
"""
