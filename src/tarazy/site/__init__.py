"""Public pages made of several rooms: home, region, indicator, methodology, about."""
