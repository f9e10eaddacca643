"""The command `glint`."""
