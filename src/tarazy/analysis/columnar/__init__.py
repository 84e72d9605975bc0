"""The columnar copy: every observation as a row of a Parquet file, for questions that the database would answer slowly.

It is fed from the change feed, belongs to one machine, and may be thrown away at any time: the record can rebuild it.
"""

from tarazy.analysis.columnar.copy import ColumnarCopy
from tarazy.analysis.columnar.counting import Pairs, Tallies, agreements, periods, tallies

__all__ = ["ColumnarCopy", "Pairs", "Tallies", "agreements", "periods", "tallies"]
