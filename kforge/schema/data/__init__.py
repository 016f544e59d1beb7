"""Tables digested from Kubernetes' OpenAPI; see README.md."""
