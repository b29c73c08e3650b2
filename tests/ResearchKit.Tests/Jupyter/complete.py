"""Completion and inspection on one kernel: reads an action and a text a line, and prints the answer in a line. '|' marks the cursor."""
import json
import os
import shutil
import sys

from kernel import Kernel

CELLS = [
    'using System.IO;\nvar prices = new List<double> { 1, 2 };',
    '/// <summary>A trade &lt;done&gt;.</summary>\n/// <param name="Symbol">Which paper.</param>\n/// <param name="Price">What it cost.</param>\n'
    'record Trade(string Symbol, double Price)\n{\n    public double Twice() { return 2 * Price; }\n}',
    '/// <summary>The mean of <paramref name="xs"/>.</summary>\n/// <param name="xs">Numbers.</param>\n/// <returns>Their mean.</returns>\n'
    '/// <exception cref="InvalidOperationException">There are none.</exception>\ndouble Mean(IEnumerable<double> xs) => xs.Average();',
    'var changing = "text";\nint Over(int a) => a;',
    'var changing = 42;\nint Over(string b) => 1;',
    'var pairs = prices.Select(p => new { Amount = p, Half = p / 2 }).ToList();\nenum Side { Buy, Sell }',
    '#r "library/NamedByACell.dll"\nusing ResearchKit;',
    'abstract class Shape\n{\n    public abstract double Area(int scale);\n}',
    '#load "loaded.csx"',
]
FAILING = 'var neverDeclared = nothing;'

kernel = Kernel()
library = os.path.join(kernel.folder, "library")
os.makedirs(os.path.join(library, "deeper"))
shutil.copy(sys.argv[1], os.path.join(library, "NamedByACell.dll"))
shutil.copy(os.path.splitext(sys.argv[1])[0] + ".xml", os.path.join(library, "NamedByACell.xml"))
shutil.copy(sys.argv[2], os.path.join(library, "NamedHere.dll"))
with open(os.path.join(kernel.folder, "loaded.csx"), "w", encoding="utf-8") as file:
    file.write("int FromAFile(int x) => x + 1;\n")
kernel.run("var forgotten = 1;", timeout=60)
kernel.ask("complete_request", {"code": "forg", "cursor_pos": 4}, timeout=60)  # so that there is something to forget
for cell in ["#!reset", *CELLS]:
    reply, _ = kernel.run(cell, timeout=60)
    assert reply["content"]["status"] == "ok", (cell, reply["content"])
kernel.run(FAILING)


def place(text):
    at = text.index("|")
    return text[:at] + text[at + 1:], at


def complete(text):
    code, at = place(text)
    content = kernel.ask("complete_request", {"code": code, "cursor_pos": at})[0]["content"]
    types = content["metadata"]["_jupyter_types_experimental"]
    return {"matches": content["matches"], "start": content["cursor_start"], "end": content["cursor_end"], "status": content["status"],
            "kinds": {t["text"]: t["type"] for t in types}, "signatures": {t["text"]: t["signature"] for t in types}}


def inspect(text, detail=0):
    code, at = place(text)
    content = kernel.ask("inspect_request", {"code": code, "cursor_pos": at, "detail_level": detail})[0]["content"]
    return {"found": content["found"], "text": content["data"].get("text/plain", ""), "html": content["data"].get("text/html", "")}


def broken(text):
    """Asked at its end for both; only that an answer comes is of interest."""
    return [kernel.ask(type, {"code": text, "cursor_pos": len(text), "detail_level": 1}, timeout=60)[0]["content"]["status"] for type in ("complete_request", "inspect_request")]


actions = {"complete": complete, "inspect": inspect, "inspect in full": lambda text: inspect(text, 1), "broken": broken,
           "run": lambda text: kernel.run(text)[0]["content"]["status"]}
for line in sys.stdin:
    action, text = json.loads(line)
    print(json.dumps(actions[action](text)), flush=True)
kernel.close()
os._exit(0)  # threads of a client must not hold the test
