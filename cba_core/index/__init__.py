"""From embeddings to ranked tracklets, behind the `VectorIndex` protocol."""
