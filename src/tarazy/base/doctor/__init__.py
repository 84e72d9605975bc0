"""``tarazy doctor``: looks at an installation as an operator would, and says how to mend what is not right."""

from tarazy.base.doctor.examination import Finding, Level, examine, register_check

__all__ = ["Finding", "Level", "examine", "register_check"]
