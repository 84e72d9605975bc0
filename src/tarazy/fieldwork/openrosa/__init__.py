"""The OpenRosa server: what ODK Collect and other clients of the protocol talk to (docs/openrosa.md)."""
