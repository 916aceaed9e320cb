"""The brief, sentence by sentence, with real parts: two databases, TLS, paper as files; no window."""
