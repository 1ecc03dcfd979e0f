"""Compute the positions of boxes and lines, without matplotlib.

It may import _base.
"""
