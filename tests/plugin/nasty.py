"""Plug-ins that do what they should not, as the code of the module `nasty`."""

from __future__ import annotations

GOOD = """
    from interim_method.plugin import ExporterOffer, hookimpl

    def write(job, stream):
        stream.write(b"good")
        return ()

    @hookimpl
    def interim_exporters():
        return [ExporterOffer(name="good", suffixes=(".good",), load=lambda: write)]
"""

OFFERS = """
    from interim_method.plugin import ExporterOffer, VariantOffer, hookimpl

    def write(job, stream):
        return ()

    @hookimpl
    def interim_exporters():
        {body}
"""


def offering(body: str) -> str:
    return OFFERS.format(body=body)


BROKEN = {
    "raises on import": ("raise RuntimeError('boom')", None, "RuntimeError: boom"),
    "raises a bare BaseException on import": ("raise BaseException('bang')", None, "BaseException: bang"),
    "an exception that cannot tell itself": (
        "class Mute(Exception):\n    def __str__(self):\n        raise ValueError\nraise Mute()",
        None,
        "cannot be imported: Mute",
    ),
    "misses a dependency": (
        "import a_library_nobody_has",
        None,
        "needs the module 'a_library_nobody_has', which is not installed",
    ),
    "has a syntax error": ("def (:\n", None, "SyntaxError: "),
    "points to a module that is not there": (None, "nowhere.at_all:plugin", "there is no module 'nowhere'"),
    "points to a name that is not there": ("x = 1", "nasty:plugin", "has no attribute 'plugin'"),
    "points to None": ("plugin = None", "nasty:plugin", "leads to None"),
    "is not an entry point at all": ("x = 1", "!!! : ?", "cannot be imported"),
    "points to a number": ("plugin = 7", "nasty:plugin", "it offers nothing"),
    "exits at import": ("import sys\nsys.exit(3)", None, "it called sys.exit(3)"),
    "recurses without end": ("def f(): f()\nf()", None, "RecursionError"),
    "has no hook": ("x = 1", None, "it offers nothing"),
    "misspells a hook": (
        "from interim_method.plugin import hookimpl\n@hookimpl\ndef interim_exportres():\n    return []",
        None,
        "there is no hook 'interim_exportres'; did you mean 'interim_exporters'?",
    ),
    "misspells the prefix of a hook": (
        "from interim_method.plugin import hookimpl\n@hookimpl\ndef interm_rules():\n    return []",
        None,
        "there is no hook 'interm_rules'; did you mean 'interim_rules'?",
    ),
    "misspells a hook and forgets the mark": (
        "def interim_exporter():\n    return []",
        None,
        "there is no hook 'interim_exporter'; did you mean 'interim_exporters'?",
    ),
    "forgets the mark": (
        "def interim_exporters():\n    return []",
        None,
        "interim_exporters is not marked with @hookimpl",
    ),
    "has a hook with arguments": (
        "from interim_method.plugin import hookimpl\n@hookimpl\ndef interim_rules(job):\n    return []",
        None,
        "it cannot be registered: PluginValidationError",
    ),
    "wraps a hook": (
        "from interim_method.plugin import hookimpl\n"
        "import pluggy\n"
        "@pluggy.HookimplMarker('interim_method')(wrapper=True)\n"
        "def interim_rules():\n    return (yield)",
        None,
        "its interim_rules is a hook wrapper",
    ),
    "has a property that raises": (
        "class Plugin:\n    @property\n    def __dir__(self):\n        raise RuntimeError('no looking')\n"
        "plugin = Plugin()",
        "nasty:plugin",
        "it cannot be registered: RuntimeError: no looking",
    ),
    "gives dicts": (
        offering("return [{'name': 'nasty'}]"),
        None,
        "a value of the type dict, not ExporterOffer",
    ),
    "gives None": (offering("return None"), None, "it gave None; it must give a list of offers"),
    "gives text": (offering("return 'nasty'"), None, "not a list of offers"),
    "gives a bare offer": (
        offering("return ExporterOffer(name='nasty', load=lambda: write)"),
        None,
        "it gave one ExporterOffer; it must give a list",
    ),
    "gives an offer of another kind": (
        offering("return [VariantOffer(name='nasty', base='b', version='1', load=dict)]"),
        None,
        "VariantOffer, not ExporterOffer; that belongs in interim_variants",
    ),
    "raises in a hook": (offering("raise OSError('disk')"), None, "interim_exporters failed: OSError: disk"),
    "exits in a hook": (offering("raise SystemExit"), None, "interim_exporters failed: it called sys.exit("),
    "gives offers without end": (
        offering("return iter(lambda: ExporterOffer(name='nasty', load=lambda: write), 0)"),
        None,
        "it gave 10000 offers or more",
    ),
    "gives a name with a path": (
        offering("return [ExporterOffer(name='../../x', load=lambda: write)]"),
        None,
        "'../../x' is not a name",
    ),
    "gives a name with spaces": (
        offering("return [ExporterOffer(name='a b', load=lambda: write)]"),
        None,
        "'a b' is not a name",
    ),
    "gives a name of 300 characters": (
        offering("return [ExporterOffer(name='x' * 300, load=lambda: write)]"),
        None,
        "is not a name",
    ),
    "takes the name of an exporter in the box": (
        offering("return [ExporterOffer(name='docx', load=lambda: write)]"),
        None,
        "claims the name 'docx', which one in the box has",
    ),
    "takes the name of an exporter in the box in capitals": (
        offering("return [ExporterOffer(name='DOCX', load=lambda: write)]"),
        None,
        "'DOCX' is not a name",
    ),
    "takes the alias of an exporter in the box": (
        offering("return [ExporterOffer(name='nasty', aliases=('word',), load=lambda: write)]"),
        None,
        "claims the name 'word', which one in the box has",
    ),
    "takes a name in the box in capitals past the checks": (
        offering(
            "offer = ExporterOffer(name='nasty', load=lambda: write)\n"
            "        object.__setattr__(offer, 'name', 'DocX')\n"
            "        return [offer]"
        ),
        None,
        "claims the name 'DocX', which one in the box has",
    ),
    "changes the working directory": (
        "import os\nos.chdir(os.sep)" + "\nfrom interim_method.plugin import hookimpl\n",
        None,
        "when it was imported, it changed the working directory, which was put back",
    ),
    "replaces json.dumps": (
        "import json\njson.dumps = print",
        None,
        "when it was imported, it replaced json.dumps, which was put back",
    ),
    "replaces open": (
        "import builtins\nbuiltins.open = print",
        None,
        "when it was imported, it replaced builtins.open, which was put back",
    ),
    "replaces how JSON is encoded": (
        "import json\njson.JSONEncoder.encode = lambda self, thing: 'mine'",
        None,
        "when it was imported, it replaced json.JSONEncoder.encode, which was put back",
    ),
    "removes open": (
        "import builtins\ndel builtins.open",
        None,
        "when it was imported, it replaced builtins.open, which was put back",
    ),
    "replaces standard output": (
        "import io, sys\nsys.stdout = sys.stderr = io.StringIO()",
        None,
        "it offers nothing",
    ),
    "prints on import and in its hook": (
        "print('hello from import')\n"
        + offering("print('hello from hook')\n        return [7]").replace("\n    ", "\n"),
        None,
        "a value of the type int",
    ),
    "raises late from a generator": (
        offering(
            "yield ExporterOffer(name='early-one', load=lambda: write)\n        raise RuntimeError('late')"
        ),
        None,
        "interim_exporters failed: RuntimeError: late",
    ),
}
"""Case → the code of its module, what its entry point leads to where that is not the module, and the reason told."""
