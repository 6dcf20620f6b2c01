"""Join what the engines say: a plain folder becomes a dossier, a dossier becomes a card.

`open_folder` reads a folder whole or refuses it with every fault named, and
returns a `Folder`; `weave` makes the report card of a quarter as known on a day.
"""

from goldenthread.weaving.folder import DemoPerson, Folder, open_folder
from goldenthread.weaving.matching import Department
from goldenthread.weaving.weave import weave

__all__ = ["DemoPerson", "Department", "Folder", "open_folder", "weave"]
