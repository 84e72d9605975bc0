"""Pages about people and organisations, split by noun; each makes one page or performs one action."""
