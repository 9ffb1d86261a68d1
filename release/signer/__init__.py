"""The signing process: holds approvers' keys, and signs what they approved and no more."""
