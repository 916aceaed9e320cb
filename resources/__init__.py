"""Data only: catalogue, menus, offices, layouts, words, fonts and icons; no code."""
