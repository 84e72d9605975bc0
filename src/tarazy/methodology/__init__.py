"""What is measured and against what: spheres, standards in dated editions, indicators."""
