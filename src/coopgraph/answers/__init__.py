"""What questions return: answers with columns, evidence and proofs, shown as tables.

It may import network and below.
"""
