"""From a footage file to frames: probing, fingerprint, decoding, modality, motion gate."""
