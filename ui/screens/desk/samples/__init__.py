"""Made-up people and files for the pictures of the desk's pages; nothing at run time reads them."""
