"""Restarts the installed kernel as a front end does, then lets it die. Prints JSON."""
import json
import os
import sys
import time

from jupyter_client import KernelManager


def run(client, code):
    """The status of a cell, and what it printed or why it failed."""
    said = []
    reply = client.execute_interactive(code, timeout=60, output_hook=lambda m: said.append(m["content"].get("text") or m["content"].get("evalue") or ""))
    return reply["content"]["status"], "".join(said)


def exists(pid):
    try:
        os.kill(pid, 0)
        return True
    except ProcessLookupError:
        return False


def pid(client):
    return int(run(client, "Console.Write(Environment.ProcessId);")[1])


manager = KernelManager(kernel_name=".net-csharp")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
run(client, "var kept = 5;")
first = pid(client)
manager.restart_kernel()
client.wait_for_ready(timeout=60)
forgotten = run(client, "kept")
second = pid(client)
left = exists(first)

os.kill(second, 9)
begun = time.monotonic()
while manager.is_alive() and time.monotonic() - begun < 10:
    time.sleep(0.05)
noticed = not manager.is_alive()
manager.restart_kernel(now=True)
client.wait_for_ready(timeout=60)
again = run(client, 'Console.Write("again");')
third = pid(client)
client.stop_channels()
manager.shutdown_kernel()
time.sleep(0.5)
json.dump({"forgotten": forgotten, "left": left, "noticed": noticed, "again": again, "orphan": exists(third)}, sys.stdout)
