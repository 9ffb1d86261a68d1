"""What the planner's templates need."""
