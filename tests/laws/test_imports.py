from configparser import ConfigParser

from config import ROOT

# they are no modules of the house: what all stand on, the wire, and what a program writes
NOT_MODULES = {"core", "live", "demo", "migrations", "translations"}


def test_every_module_is_under_the_contract_of_imports() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    modules = {f"roundtable.{path.parent.name}" for path in (ROOT / "roundtable").glob("*/__init__.py")}
    modules -= {f"roundtable.{name}" for name in NOT_MODULES}

    assert set(contracts["importlinter:contract:modules"]["containers"].split()) == modules
    assert set(contracts["importlinter:contract:wire"]["forbidden_modules"].split()) == modules
