from tarazy.fieldwork.models.campaign import Campaign
from tarazy.fieldwork.models.device import DeviceKey
from tarazy.fieldwork.models.form import Form, FormMedia, FormVersion, Question, VersionStep
from tarazy.fieldwork.models.submission import Attachment, Submission, SubmissionChange, Withdrawal

__all__ = [
    "Attachment",
    "Campaign",
    "DeviceKey",
    "Form",
    "FormMedia",
    "FormVersion",
    "Question",
    "Submission",
    "SubmissionChange",
    "VersionStep",
    "Withdrawal",
]
