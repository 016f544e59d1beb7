"""YAML as Kubernetes tools read and write it; each module is imported by its own name, so nothing loads early."""
