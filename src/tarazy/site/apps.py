from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tarazy.site"
    label = "site"

    def ready(self) -> None:
        from tarazy.site import places

        places.register()
