"""The buttons with a real office: ledger, keys, catalogue and seals, only PINs are cheap."""
