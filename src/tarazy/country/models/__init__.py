from tarazy.country.models.region import Region

__all__ = ["Region"]
