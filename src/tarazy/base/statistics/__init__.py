"""The arithmetic behind every published figure: intervals for shares, agreement between observers, effective size.

Pure Python, so that a page never waits for a scientific library to load; the tests hold it against scipy, statsmodels
and krippendorff. A statistic that does not exist for the data given (0/0) raises Undefined, never returns a number.
"""

from .agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement
from .checks import Undefined
from .proportions import clopper_pearson_interval, newcombe_difference, wilson_interval
from .weights import kish_effective_n

__all__ = [
    "Undefined",
    "clopper_pearson_interval",
    "cohen_kappa",
    "fleiss_kappa",
    "kish_effective_n",
    "krippendorff_alpha",
    "newcombe_difference",
    "percent_agreement",
    "wilson_interval",
]
