"""The one registry of what templates can call: filters, tests, global functions, and their other names.

A filter is also a function. Helm's functions take the value they work on last, so that a pipe can hand it
in, Jinja's filters first: `values.name | trunc(5)` is `trunc(5, values.name)`.

What has no entry here is looked for among Helm's functions (go_functions.py) when it is called for: a name
that Jinja and Helm share means what it means in Jinja.
"""

from kforge.jinja import collection_filters, text_filters, value_filters
from kforge.jinja.limits import MAX_RANGE
from kforge.jinja.runtime import Namespace
from kforge.jinja.undefined import Failure, Undefined, describe
from kforge.jinja.world import include

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Function = Callable[..., object]

# other names of a filter, first those of Jinja, then those of Helm that are not just spelled in camel case
_ALIASES = {
    "d": "default",
    "count": "length",
    "len": "length",
    "tojson": "to_json",
    "to_raw_json": "to_json",
    "b64encode": "b64enc",
    "b64decode": "b64dec",
    "toString": "string",
    "to_string": "string",
    "trimall": "trim_all",
    "mustToJson": "to_json",
    "mustToYaml": "to_yaml",
    "mustMerge": "merge",
    "mustUniq": "uniq",
}
# functions whose arguments Helm has in the same order as we have
_SAME_ORDER = frozenset(
    [
        "append",
        "coalesce",
        "concat",
        "fail",
        "get",
        "has_key",
        "merge",
        "merge_overwrite",
        "omit",
        "pick",
        "pluck",
        "prepend",
        "set",
        "without",
    ]
)
# Helm's functions that ask the engine for something: a test holds the list to their declarations
STATEFUL = frozenset(
    """
    ago bcrypt date dateInZone date_in_zone durationRound encryptAES genCA genCAWithKey genPrivateKey
    genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey htmlDate htmlDateInZone
    htpasswd lookup now randAlpha randAlphaNum randAscii randBytes randInt randNumeric shuffle uuidv4
    """.split()  # noqa: SIM905
)
# what Helm's functions of these names do has a word of its own in Jinja, or none at all
NOT_HELMS = frozenset(("and", "call", "include", "not", "or", "tpl"))
# functions that would only stand in the way of a variable's name
_FILTERS_ONLY = frozenset(
    [
        "attr",
        "count",
        "d",
        "first",
        "get",
        "items",
        "keys",
        "last",
        "length",
        "lines",
        "list",
        "map",
        "max",
        "min",
        "reverse",
        "slice",
        "sort",
        "sum",
        "title",
        "values",
    ]
)


class Table(dict):  # type: ignore[type-arg]
    """Filters or functions by name: our own, and Helm's once they are asked for."""

    def __init__(self, own: "dict[str, Function]", *, piped: bool, without: "frozenset[str]") -> None:
        super().__init__(own)
        self._piped = piped
        self._without = without
        self._loaded: dict[str, Function] = {}

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or bool(self._helms(name))

    def __missing__(self, name: str) -> "Function":
        if name in self._loaded:
            return self._loaded[name]
        helms = self._helms(name)
        if not helms:
            raise KeyError(name)
        from kforge.functions.names import load
        from kforge.jinja.go_functions import adapted

        found = self._loaded[name] = adapted(load(helms), piped=self._piped)
        return found

    def _helms(self, name: object) -> str:
        return "" if name in self._without or not isinstance(name, str) else helms_name(name)

    def names(self) -> "list[str]":
        """Every name there is."""
        return sorted({*self, *(name for name in helms_names() if name not in self._without)})


_helms: "dict[str, str]" = {}


def helms_names() -> "dict[str, str]":
    """The names under which Jinja knows Helm's functions: Helm's own, and in snake case."""
    if not _helms:
        from kforge.functions.names import NAMES

        for name in NAMES:
            if name not in NOT_HELMS:
                _helms[name] = _helms[snake_case(name)] = name
    return _helms


def helms_name(name: str) -> str:
    """Helm's name of the function that `name` means, "" when it means none."""
    return helms_names().get(name, "")


def snake_case(name: str) -> str:
    """toYaml -> to_yaml, htmlDateInZone -> html_date_in_zone."""
    return "".join([f"_{char.lower()}" if char.isupper() else char for char in name])


def camel_case(name: str) -> str:
    """Helm's spelling of a name: to_yaml -> toYaml."""
    head, *tail = name.split("_")
    return head + "".join([word.capitalize() for word in tail])


def _filters() -> "dict[str, Function]":
    table: dict[str, Function] = {
        **value_filters.FILTERS,
        **text_filters.FILTERS,
        **collection_filters.FILTERS,
    }
    for name in list(table):
        table.setdefault(camel_case(name), table[name])
    table.update({alias: table[name] for alias, name in _ALIASES.items()})
    return table


FILTERS = Table(_filters(), piped=True, without=frozenset())


# --- tests: `value is name` ---


def _defined(value: object) -> bool:
    return not isinstance(value, Undefined)


def _kind(kinds: "tuple[type, ...]") -> "Function":
    def test(value: object) -> bool:
        if isinstance(value, Undefined):
            value.fail()
        return isinstance(value, kinds)

    return test


def _number(value: object) -> bool:
    return _kind((int, float))(value) and not isinstance(value, bool)  # type: ignore[return-value]


def _integer(value: object) -> bool:
    return _kind((int,))(value) and not isinstance(value, bool)  # type: ignore[return-value]


def _odd(value: object) -> bool:
    return _whole(value) % 2 == 1


def _even(value: object) -> bool:
    return _whole(value) % 2 == 0


def _whole(value: object) -> int:
    if isinstance(value, Undefined):
        value.fail()
    if type(value) is not int:
        raise Failure(f"{describe(value)} is not an integer")
    return value


def _divisibleby(value: object, number: object) -> bool:
    if not _whole(number):
        raise Failure("division by zero")
    return _whole(value) % _whole(number) == 0


def _iterable(value: object) -> bool:
    return _kind((list, tuple, dict, str, range))(value)  # type: ignore[return-value]


def _sequence(value: object) -> bool:
    return _kind((list, tuple, str, range))(value)  # type: ignore[return-value]


def _in(value: object, holder: object) -> bool:
    if isinstance(holder, Undefined):
        holder.fail()
    return value in holder  # type: ignore[operator]


TESTS: "dict[str, Function]" = {
    "defined": _defined,
    "undefined": lambda value: isinstance(value, Undefined),
    "none": lambda value: value is None,
    "null": lambda value: value is None,
    "boolean": _kind((bool,)),
    "true": lambda value: value is True,
    "false": lambda value: value is False,
    "string": _kind((str,)),
    "number": _number,
    "integer": _integer,
    "float": _kind((float,)),
    "mapping": _kind((dict,)),
    "iterable": _iterable,
    "sequence": _sequence,
    "empty": value_filters.empty,
    "odd": _odd,
    "even": _even,
    "divisibleby": _divisibleby,
    "callable": lambda value: callable(value) and not isinstance(value, Undefined),
    "lower": lambda value: text_filters.as_text(value).islower(),
    "upper": lambda value: text_filters.as_text(value).isupper(),
    "sameas": lambda value, other: value is other,
    "in": _in,
    "filter": lambda value: value in FILTERS,
    "test": lambda value: value in TESTS,
    "contains": text_filters.contains,
}
for _names, _test in (
    ("== eq equalto", lambda value, other: value == other),
    ("!= ne", lambda value, other: value != other),
    ("> gt greaterthan", lambda value, other: value > other),
    (">= ge", lambda value, other: value >= other),
    ("< lt lessthan", lambda value, other: value < other),
    ("<= le", lambda value, other: value <= other),
):
    for _name in _names.split():
        TESTS[_name] = _test


# --- functions ---


def _range(*bounds: object) -> range:
    for bound in bounds:
        text_filters.as_integer(bound, "a bound of range()")
    numbers = range(*bounds)  # type: ignore[call-overload]
    if len(numbers) > MAX_RANGE:
        raise Failure(f"range() gives more than {MAX_RANGE} numbers")
    return numbers  # type: ignore[no-any-return]


def _dict(*pairs: object, **named: object) -> "dict[object, object]":
    """A mapping, from named values, from another mapping, or from keys and values in turn."""
    if len(pairs) == 1:
        return collection_filters.as_mapping(pairs[0]) | named
    if len(pairs) % 2:
        raise Failure("dict() takes keys and values in turn")
    return dict(zip(pairs[::2], pairs[1::2], strict=True)) | named


def _list(*items: object) -> list[object]:
    return list(items)


class Cycler:
    """`cycler(a, b)`: hands out its values in turn, across loops."""

    open_names = frozenset(("current", "next", "reset"))

    def __init__(self, *values: object) -> None:
        if not values:
            raise Failure("cycler() needs values")
        self._values = values
        self._place = 0

    @property
    def current(self) -> object:
        return self._values[self._place]

    def next(self) -> object:
        value = self.current
        self._place = (self._place + 1) % len(self._values)
        return value

    def reset(self) -> None:
        self._place = 0


class Joiner:
    """`joiner(", ")`: nothing the first time it is called, the separator from then on."""

    open_names = frozenset[str]()

    def __init__(self, separator: object = ", ") -> None:
        self._separator = separator
        self._used = False

    def __call__(self) -> object:
        used, self._used = self._used, True
        return self._separator if used else ""


def _rotated(function: "Function") -> "Function":
    """A filter as a function in Helm's order: the value last."""
    if getattr(function, "needs_context", False):

        def with_context(context: object, *values: object, **named: object) -> object:
            return function(context, *_value_first(values), **named)

        with_context.needs_context = True  # type: ignore[attr-defined]
        return with_context

    def rotated(*values: object, **named: object) -> object:
        return function(*_value_first(values), **named)

    return rotated


def _value_first(values: "tuple[object, ...]") -> "tuple[object, ...]":
    return (values[-1], *values[:-1]) if values else values


def _functions() -> "dict[str, Function]":
    table: dict[str, Function] = {}
    for name, function in FILTERS.items():
        if name not in _FILTERS_ONLY:
            same = function in [FILTERS[other] for other in _SAME_ORDER] or name in ("tpl", "ternary")
            table[name] = function if same else _rotated(function)
    table.update(
        range=_range,
        dict=_dict,
        list=_list,
        namespace=Namespace,
        include=include,
        cycler=Cycler,
        joiner=Joiner,
        ternary=lambda true, false, condition: value_filters.ternary(condition, true, false),
    )
    return table


FUNCTIONS = Table(_functions(), piped=False, without=_FILTERS_ONLY)


def with_context() -> "frozenset[str]":
    """The filters that are called with the context of their template."""
    own = {name for name, function in FILTERS.items() if getattr(function, "needs_context", False)}
    return frozenset({*own, *(name for name, helms in helms_names().items() if helms in STATEFUL)})
