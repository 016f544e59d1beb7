"""What the Kubernetes API says about fields: merge keys of lists, scope of kinds."""
