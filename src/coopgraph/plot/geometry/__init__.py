"""Where boxes and lines go: positions computed without matplotlib.

It may import _base.
"""
