"""From a surat to paper and back; not what a surat says."""
