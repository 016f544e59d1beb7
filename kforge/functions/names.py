"""Which functions templates have, by family: the module below kforge.functions that holds them.

Parsing a template needs only the names; a family is imported when one of its functions is first called for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.functions.registry import Function

FAMILIES: "dict[str, str]" = {
    "builtins": """
        and call eq ge gt html index js le len lt ne not or print printf println urlquery
    """,
    "crypto": """
        adler32sum bcrypt buildCustomCert decryptAES derivePassword encryptAES genCA genCAWithKey
        genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey
        htpasswd sha1sum sha256sum sha512sum
    """,
    "dates": """
        ago date dateInZone dateModify date_in_zone date_modify htmlDate htmlDateInZone mustDateModify
        mustToDate must_date_modify now toDate unixEpoch
    """,
    "dicts": """
        deepCopy dict dig get hasKey keys merge mergeOverwrite mustDeepCopy mustMerge mustMergeOverwrite
        omit pick pluck set unset values
    """,
    "durations": """
        duration durationDays durationHours durationMicroseconds durationMilliseconds durationMinutes
        durationNanoseconds durationRound durationRoundTo durationSeconds durationTruncateTo durationWeeks
        mustToDuration
    """,
    "encoding": """
        b32dec b32enc b64dec b64enc fromJson fromJsonArray fromToml fromYaml fromYamlArray mustFromJson
        mustToJson mustToPrettyJson mustToRawJson mustToToml mustToYaml toJson toPrettyJson toRawJson toToml
        toYaml toYamlPretty
    """,
    "flow": """
        all any coalesce default empty ternary
    """,
    "helm": """
        fail include lookup required tpl
    """,
    "lists": """
        append chunk compact concat first has initial join last list mustAppend mustChunk mustCompact
        mustFirst mustHas mustInitial mustLast mustPrepend mustPush mustRest mustReverse mustSlice mustUniq
        mustWithout prepend push rest reverse seq slice sortAlpha toStrings tuple uniq until untilStep
        without
    """,
    "math": """
        add add1 add1f addf atoi biggest ceil div divf float64 floor int int64 max maxf min minf mod mul mulf
        round sub subf toDecimal
    """,
    "network": """
        getHostByName
    """,
    "paths": """
        base clean dir ext isAbs osBase osClean osDir osExt osIsAbs
    """,
    "random": """
        randAlpha randAlphaNum randAscii randBytes randInt randNumeric uuidv4
    """,
    "regex": """
        mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral
        mustRegexSplit regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll
        regexReplaceAllLiteral regexSplit
    """,
    "semver": """
        semver semverCompare
    """,
    "strings": """
        abbrev abbrevboth camelcase cat contains hasPrefix hasSuffix hello indent initials kebabcase lower
        nindent nospace plural quote repeat replace shuffle snakecase split splitList splitn squote substr
        swapcase title trim trimAll trimPrefix trimSuffix trimall trunc untitle upper wrap wrapWith
    """,
    "types": """
        deepEqual kindIs kindOf toString typeIs typeIsLike typeOf
    """,
    "url": """
        urlJoin urlParse
    """,
}

_FAMILY_OF: "dict[str, str]" = {name: family for family, names in FAMILIES.items() for name in names.split()}
NAMES = _FAMILY_OF.keys()


def family_of(name: str) -> str:
    """The family of the function `name`, "" when there is no such function."""
    return _FAMILY_OF.get(name, "")


def load(name: str) -> "Function":
    """The function `name`, its family imported. Raises KeyError when there is no such function."""
    from kforge.functions.registry import FUNCTIONS

    found = FUNCTIONS.get(name)
    if found is None:
        __import__(f"kforge.functions.{_FAMILY_OF[name]}")
        found = FUNCTIONS[name]
    return found
