"""Keys from a seed: primes for RSA and DSA, looked for in the numbers that a seeded source gives."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kforge.golang.randomness import Randomness

EXPONENT = 65537
# enough to make an error less likely than one of the machine, with numbers that nobody chose
_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)
_SIEVE = 20000
_small: "list[int]" = []


def rsa_primes(randomness: "Randomness", bits: int) -> "tuple[int, int]":
    """Two primes whose product has exactly `bits` bits."""
    first = _rsa_prime(randomness, bits // 2)
    while True:
        second = _rsa_prime(randomness, bits // 2)
        if second != first:
            return first, second


def _rsa_prime(randomness: "Randomness", bits: int) -> int:
    while True:
        start = _odd(randomness, bits) | 1 << (bits - 2)
        found = next_prime(start, 2)
        if found.bit_length() == bits and found % EXPONENT != 1:
            return found


def dsa_numbers(randomness: "Randomness") -> "tuple[int, int, int, int, int]":
    """p (2048 bits), q (256 bits), g, y and x of a DSA key."""
    q = next_prime(_odd(randomness, 256), 2)
    while True:
        start = _odd(randomness, 2048)
        p = next_prime(start - start % (2 * q) + 1, 2 * q)
        if p.bit_length() == 2048:
            break
    g = next(g for g in (pow(h, (p - 1) // q, p) for h in range(2, 100)) if g > 1)
    x = 1 + randomness.below(q - 1)
    return p, q, g, pow(g, x, p), x


def _odd(randomness: "Randomness", bits: int) -> int:
    number = int.from_bytes(randomness.data(bits // 8), "big")
    return number | 1 << (bits - 1) | 1


def next_prime(start: int, step: int) -> int:
    """The first prime among start, start + step, and so on."""
    if not _small:
        _small.extend(_primes_below(_SIEVE))
    width = 4096
    while True:
        free = bytearray(b"\1") * width
        for prime in _small:
            if step % prime:
                first = -start * pow(step, -1, prime) % prime
                free[first::prime] = bytes(len(range(first, width, prime)))
        for i in range(width):
            if free[i] and is_prime(start + i * step):
                return start + i * step
        start += width * step


def _primes_below(limit: int) -> "list[int]":
    free = bytearray(b"\1") * limit
    for number in range(2, int(limit**0.5) + 1):
        if free[number]:
            free[number * number :: number] = bytes(len(range(number * number, limit, number)))
    return [number for number in range(2, limit) if free[number]]


def is_prime(number: int) -> bool:
    """Miller's and Rabin's test of an odd number beyond the witnesses."""
    odd, twos = number - 1, 0
    while not odd & 1:
        odd >>= 1
        twos += 1
    return all(_passes(number, witness, odd, twos) for witness in _WITNESSES)


def _passes(number: int, witness: int, odd: int, twos: int) -> bool:
    power = pow(witness, odd, number)
    if power in (1, number - 1):
        return True
    for _ in range(twos - 1):
        power = power * power % number
        if power == number - 1:
            return True
    return False
