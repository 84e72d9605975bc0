"""The OpenRosa protocol as ODK Collect speaks it."""
