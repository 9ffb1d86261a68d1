"""The regulation's scenarios, played by people in a browser from beginning to end."""
