"""What the public pages show, each as one frozen dataclass."""
