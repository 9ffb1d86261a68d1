"""What outranks the programme: urgent messages, and the order to show the safe slate."""
