"""JupyterLab's themes, light and dark."""

THEMES = ("JupyterLab Light", "JupyterLab Dark")


def use_theme(page, theme):
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
    )
    light = str(theme == THEMES[0]).lower()
    page.wait_for_function(f"document.body.dataset.jpThemeLight === '{light}'")
