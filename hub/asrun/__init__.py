"""What was really shown: by item, language and canvas, and how sure that is."""
