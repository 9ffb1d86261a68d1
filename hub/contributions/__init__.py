"""What agencies hand in: uploads, submissions with receipts, and what is due each month."""
