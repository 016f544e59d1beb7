"""Where `images` looks besides `image` under any containers or initContainers (kustomize's images list)."""

_POD_IMAGES = ("containers[]/image", "initContainers[]/image", "volumes[]/image/reference")

# list name -> rows of (group, version, kind, paths, create)
TABLE = {
    "images": (
        ("", "", "", tuple(f"spec/{path}" for path in _POD_IMAGES), True),
        ("", "", "", tuple(f"spec/template/spec/{path}" for path in _POD_IMAGES), True),
    )
}
