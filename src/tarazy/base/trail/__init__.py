"""The trail: an append-only, hash-chained record of who did what, written in the same transaction as the change.

Three words are never mixed: *activity* is what happened, for people; *history* is the versions of a thing; the *trail*
is the tamper-evident audit log. It holds opaque identifiers and no personal data.
"""

from tarazy.base.trail.chain import new_intake_stream, record, seal_streams
from tarazy.base.trail.verification import Fault, Verification, register_originals, verify

__all__ = ["Fault", "Verification", "new_intake_stream", "record", "register_originals", "seal_streams", "verify"]
