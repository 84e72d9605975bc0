from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "tarazy.people"
    label = "people"

    def ready(self) -> None:
        from tarazy.accounts.facade import register_invitation_desk
        from tarazy.base.ui.shell import Place, register_place
        from tarazy.people import invitations, receivers, rules  # noqa: F401 - they register themselves

        register_place("rail", Place(_("People"), "people:directory", 40, permission="people.view_directory"))
        register_invitation_desk(describe=invitations.describe_promise, form="people:invitation_new")
