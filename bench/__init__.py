"""What rendering costs on this machine, as ratios measured in one run (`make bench`)."""
