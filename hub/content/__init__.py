"""The items people write, translate and publish."""
