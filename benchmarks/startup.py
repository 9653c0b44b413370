"""Start-up: `kata --help` against a bare `import click`; loading all banks against parsing the same YAML.

python benchmarks/startup.py
"""

from pairs import ROOT, compare, python

PARSE = """
import pathlib, yaml
for path in sorted(pathlib.Path("questions").glob("*.yaml")):
    yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
"""
LOAD = "from kata.content.library import load_library; load_library()"


def main() -> None:
    """Print one line per comparison."""
    import os

    os.chdir(ROOT)
    print(
        compare(
            "kata --help / python -c 'import click'",
            python("-m", "kata", "--help"),
            python("-c", "import click"),
            runs=15,
        )
    )
    print(compare("load all banks and katas / parse the banks' YAML", python("-c", LOAD), python("-c", PARSE), runs=15))


if __name__ == "__main__":
    main()
