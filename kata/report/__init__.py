"""What leaves the program: plain text and JSON. Nothing here asks, decides or writes."""
