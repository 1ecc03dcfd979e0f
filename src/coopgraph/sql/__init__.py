"""Relation tables in DuckDB, SQLite, PostgreSQL or Spark, queried without loading a graph.

It may import answers and below.
"""
