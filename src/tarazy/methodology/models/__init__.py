from tarazy.methodology.models.edition import MethodologyEdition
from tarazy.methodology.models.indicator import Indicator, IndicatorStandard
from tarazy.methodology.models.sphere import IndicatorGroup, Sphere
from tarazy.methodology.models.standard import Instrument, Standard

__all__ = [
    "Indicator",
    "IndicatorGroup",
    "IndicatorStandard",
    "Instrument",
    "MethodologyEdition",
    "Sphere",
    "Standard",
]
