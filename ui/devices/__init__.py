"""Reader, voice and the driver's line to a window, without Qt; what they mean, screens know."""
