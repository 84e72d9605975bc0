"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ModestArgon2(Argon2PasswordHasher):
    """Argon2id with 32 MiB, three passes, one lane: above OWASP's minimum, and small servers survive a busy morning.

    Django's own parameters take 100 MiB and eight threads for each sign-in.
    """

    time_cost = 3
    memory_cost = 32 * 1024
    parallelism = 1
