"""Makes Python believe that the package named by KENT_TEST_WITHOUT is not installed. Imported by Python itself."""

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec


class NotInstalled(MetaPathFinder):
    """Stands in front of every other finder."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] == os.environ["KENT_TEST_WITHOUT"]:
            raise ModuleNotFoundError(f"No module named '{fullname}'", name=fullname)
        return None


sys.meta_path.insert(0, NotInstalled())
