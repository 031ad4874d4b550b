# SPDX-License-Identifier: GPL-2.0-only
"""Sphinx configuration of the manual."""

project = "l2tp"
copyright = "the authors of the ns-3 module l2tp"
extensions = []
master_doc = "index"
source_suffix = ".rst"
exclude_patterns = []
html_theme = "alabaster"
html_theme_options = {"description": "L2TPv3 (RFC 3931) for ns-3"}
html_copy_source = False
smartquotes = False
