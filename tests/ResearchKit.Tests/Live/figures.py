"""What the installed kernel takes: seconds to start, to run, to complete and to be interrupted, and the memory of a long notebook. Prints JSON."""
import json
import statistics
import sys
import time

from jupyter_client import KernelManager

CELLS = 500
MEMORY = "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();\n" \
    "using (var process = System.Diagnostics.Process.GetCurrentProcess()) Console.Write($\"{GC.GetTotalMemory(true)} {process.WorkingSet64}\");"


def begin():
    """A kernel, and the seconds until it answered and until its first cell was done."""
    manager = KernelManager(kernel_name=".net-csharp")
    begun = time.monotonic()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    ready = time.monotonic() - begun
    run(client, "1 + 1")
    return manager, client, ready, time.monotonic() - begun


def run(client, code):
    """What a cell prints."""
    printed = []
    reply = client.execute_interactive(code, timeout=120, output_hook=lambda m: printed.append(m["content"].get("text", "")) if m["msg_type"] == "stream" else None)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(printed)


def complete(client, code):
    begun = time.monotonic()
    reply = client.complete(code, reply=True, timeout=60)
    assert reply["content"]["matches"], code
    return time.monotonic() - begun


def interrupt(manager, client):
    msg_id = client.execute('Console.Write("on"); while (true) { }')
    while client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    begun = time.monotonic()
    manager.interrupt_kernel()
    while client.get_shell_msg(timeout=30)["parent_header"]["msg_id"] != msg_id:
        pass
    return time.monotonic() - begun


def memory(client):
    managed, whole = run(client, MEMORY).split()
    return int(managed) / 1e6, int(whole) / 1e6


def cell(i):
    return f"var v{i} = Enumerable.Range(0, {i + 10}).Select(x => x * {i}.5).ToArray();\nrecord R{i}(int A, string B);\nvar s{i} = v{i}.Sum();\nfor (var k = 0; k < 3; k++) s{i} += k;\ns{i}"


starts, firsts = [], []
for attempt in range(5):
    manager, client, ready, first = begin()
    starts.append(ready)
    firsts.append(first)
    if attempt < 4:
        client.stop_channels()
        manager.shutdown_kernel()

cold = complete(client, "Console.Wri")
warm = [complete(client, text) for text in ("Console.Rea", "Math.Ma", "new List<int>().Whe", "Enumer") for _ in range(3)]
stops = [interrupt(manager, client) for _ in range(5)]
before = memory(client)
times = []
for i in range(CELLS):
    begun = time.monotonic()
    run(client, cell(i))
    times.append(time.monotonic() - begun)
after = memory(client)
late = [complete(client, text) for text in ("v49", "s499.To", "new R4", "Math.Ma") for _ in range(3)]
run(client, "#!reset")
reset = memory(client)
client.stop_channels()
manager.shutdown_kernel()
json.dump({
    "start": starts, "first": firsts, "completion_cold": cold, "completion_warm": warm, "completion_late": late, "interrupt": stops,
    "cell": [statistics.median(times[:50]), statistics.median(times[-50:])], "cells": CELLS,
    "managed": [before[0], after[0], reset[0]], "whole": [before[1], after[1], reset[1]],
}, sys.stdout)
