"""The demo province on one's own machine: its rows, its accounts, and what starts it all."""
