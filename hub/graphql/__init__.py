"""What each cluster has to show, told over GraphQL. The only room that knows GraphQL."""
