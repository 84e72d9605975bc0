from tarazy.demonstration.models.load import DemonstrationLoad

__all__ = ["DemonstrationLoad"]
