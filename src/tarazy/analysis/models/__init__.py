from tarazy.analysis.models.computation import CampaignComputation, FeedPosition, IndicatorComputation
from tarazy.analysis.models.result import IndicatorResult

__all__ = ["CampaignComputation", "FeedPosition", "IndicatorComputation", "IndicatorResult"]
