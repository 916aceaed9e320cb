"""Set-up of a checkout: Debian packages, fonts, icons, the lock; nothing the product imports."""
