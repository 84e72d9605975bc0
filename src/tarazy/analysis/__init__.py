"""Indicator results: counted, bounded and safe to publish.

The relational database is the record; the columnar copy here can be thrown away and rebuilt.
"""
