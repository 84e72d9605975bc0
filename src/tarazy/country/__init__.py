"""Kazakhstan as the network sees it: regions and their older mappings, courts, institutions, public holidays."""
