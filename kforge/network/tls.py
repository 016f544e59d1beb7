"""TLS for a connection: authorities from SSL_CERT_FILE, --ca-file or the system, client certificates."""

import os
import ssl

from kforge.errors import FileError, Position

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.network.access import Tls

# Where Go looks for the system's authorities on Linux: Python's own OpenSSL may look elsewhere.
BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


_made: "dict[tuple[object, ...], ssl.SSLContext]" = {}  # reading the system's authorities takes its time


def context(tls: "Tls") -> ssl.SSLContext:
    """The settings that `tls` asks for. Raises FileError for files that are no certificates."""
    key = (tls.key(), os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    if key not in _made:
        _made[key] = _new(tls)
    return _made[key]


def _new(tls: "Tls") -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if tls.insecure:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    elif tls.ca_file:
        _trust(made, tls.ca_file)
    else:
        _trust_system(made)
    if tls.cert_file and tls.key_file:
        try:
            made.load_cert_chain(tls.cert_file, tls.key_file, password=_no_password)
        except (OSError, ssl.SSLError) as error:
            raise FileError(
                f"no client certificate can be read from {tls.cert_file} and {tls.key_file}: {_reason(error)}"
            ) from None
    return made


def _no_password() -> str:
    return ""


def _trust(made: ssl.SSLContext, bundle: str) -> None:
    try:
        made.load_verify_locations(bundle)
    except (OSError, ssl.SSLError) as error:
        raise FileError(f"no certificate can be read: {_reason(error)}", Position(bundle)) from None


def _trust_system(made: ssl.SSLContext) -> None:
    if os.environ.get("SSL_CERT_FILE"):
        _trust(made, os.environ["SSL_CERT_FILE"])
    made.load_default_certs()
    if not made.cert_store_stats()["x509_ca"] and not os.environ.get("SSL_CERT_DIR"):
        found = next(filter(os.path.exists, BUNDLES), "")
        if found:
            _trust(made, found)


def _reason(error: OSError) -> str:
    if isinstance(error, ssl.SSLError):
        return (error.reason or str(error)).replace("_", " ").lower()
    return (error.strerror or str(error)).lower()
