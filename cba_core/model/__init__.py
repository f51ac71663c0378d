"""The network, its frame encoders and the file it travels in; import torch only where used."""
