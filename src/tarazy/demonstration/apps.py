from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "tarazy.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        from tarazy.base.ui.shell import register_banner
        from tarazy.demonstration.banner import demonstration_banner

        register_banner(demonstration_banner)
