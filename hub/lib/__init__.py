"""What several subjects of the hub stand on. It knows none of them."""
