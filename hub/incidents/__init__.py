"""What went wrong at a cluster, who was told, and what was done about it (Đ9.5, Đ14.3)."""
