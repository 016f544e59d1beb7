"""From a chart and values to manifests: the only part that knows both charts and template engines."""
