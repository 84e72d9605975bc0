"""The look: Jinja environment, components, forms and charts. ``/ui/`` shows it whole."""
