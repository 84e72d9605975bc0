from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldworkConfig(AppConfig):
    name = "tarazy.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        from tarazy.base.ui.shell import Place, register_place
        from tarazy.fieldwork import originals, receivers, rules  # noqa: F401 - they register themselves

        originals.register()
        place = Place(_("Fieldwork"), "fieldwork:campaigns", 20, "fieldwork.view_campaigns", section="fieldwork/")
        register_place("rail", place)
