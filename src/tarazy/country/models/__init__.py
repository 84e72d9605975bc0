from tarazy.country.models.court import Court, Institution
from tarazy.country.models.holiday import Holiday
from tarazy.country.models.region import OlderUnit, Region

__all__ = ["Court", "Holiday", "Institution", "OlderUnit", "Region"]
