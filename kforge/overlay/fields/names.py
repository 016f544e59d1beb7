"""Where namePrefix and nameSuffix go (kustomize's namePrefix and nameSuffix lists)."""

_NAME = (("", "", "", ("metadata/name",), False),)

# list name -> rows of (group, version, kind, paths, create)
TABLE = {"namePrefix": _NAME, "nameSuffix": _NAME}
