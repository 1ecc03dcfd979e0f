"""Tables of links in DuckDB, SQLite, PostgreSQL or Spark, asked without loading a graph.

It may import answers and below.
"""
