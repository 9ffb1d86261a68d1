"""What people look at: the wall page, its panel in the CMS, and the LED preview."""
