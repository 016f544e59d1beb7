"""YAML as Kubernetes tools read and write it; modules are imported by name, so that nothing loads early."""
