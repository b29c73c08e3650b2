"""How kernels end and how cells are stopped. Prints what came of it, by case."""
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import kernel as kernels
from kernel import Kernel, say, shape

BUSY = "while (true) { }"
CELLS = {
    "loop": BUSY,
    "sleep": "System.Threading.Thread.Sleep(-1);",
    "delay": "await Task.Delay(-1);",
    "loop behind await": "await Task.Delay(10);\nvar i = 0L;\nwhile (true) { i++; }",
}


def start(k, code):
    """Sends a cell and waits until it runs."""
    msg_id = k.client.execute('Console.Write("on");\n' + code)
    while True:
        message = k.client.get_iopub_msg(timeout=30)
        if message["msg_type"] == "stream" and message["parent_header"]["msg_id"] == msg_id:
            time.sleep(0.2)
            return msg_id


def interrupts():
    k = Kernel()
    k.run("var kept = 5;")
    result = {}
    for how in ("message", "signal"):
        for name, code in CELLS.items():
            msg_id = start(k, code)
            began = time.monotonic()
            if how == "message":
                k.ask("interrupt_request", {}, "control")
            else:
                k.process.send_signal(signal.SIGINT)
            content = k.reply(msg_id, 10)["content"]
            took = time.monotonic() - began
            after = k.run("kept")[1]
            kept = [m["content"]["data"]["text/plain"] for m in after if m["msg_type"] == "execute_result"]
            result[f"{name}, {how}"] = {"status": content["status"], "name": content["ename"], "message": content["evalue"], "seconds": took, "kept": kept}
    k.close()
    return result


def runaway():
    """A cell that nothing can stop but the end of the process."""
    k = Kernel()
    msg_id = start(k, 'System.Text.RegularExpressions.Regex.IsMatch(new string(\'a\', 80) + "!", "^(a|aa)+$")')
    k.ask("interrupt_request", {}, "control")
    content = k.reply(msg_id, 15)["content"]
    reply = k.ask("shutdown_request", {"restart": True}, "control")[0]["content"]
    result = {"message": content["evalue"], "reply": reply, "code": k.ended()}
    k.close()
    return result


def shutdown(channel, restart, busy):
    k = Kernel()
    if busy:
        start(k, BUSY)
    began = time.monotonic()
    reply, published = k.ask("shutdown_request", {"restart": restart}, channel)
    result = {"reply": reply["content"], "published": shape(published), "code": k.ended(), "seconds": time.monotonic() - began}
    k.close()
    return result


def asking():
    """A cell waits for a user who has gone."""
    k = Kernel()
    k.client.execute("Console.ReadLine()", allow_stdin=True)
    k.client.get_stdin_msg(timeout=20)
    k.client.stop_channels()
    k.client = k.connect()
    began = time.monotonic()
    reply = k.ask("shutdown_request", {"restart": False}, "control")[0]["content"]["status"]
    result = {"reply": reply, "code": k.ended(), "seconds": time.monotonic() - began}
    k.close()
    return result


def terminated(busy):
    k = Kernel()
    if busy:
        start(k, BUSY)
    began = time.monotonic()
    k.process.terminate()
    result = {"code": k.ended(), "seconds": time.monotonic() - began}
    k.close()
    return result


def orphaned():
    parent = subprocess.Popen(["sleep", "100"])
    k = Kernel(parent=parent.pid)
    start(k, BUSY)
    parent.kill()
    began = time.monotonic()
    zombie = k.ended(10)  # the parent has ended, but nobody has asked after it
    parent.wait()
    result = {"code": zombie, "seconds": time.monotonic() - began}
    k.close()
    return result


def last_word(code):
    """What is heard of a cell that ends the process."""
    k = Kernel()
    msg_id = k.client.execute(code)
    errors = []
    until = time.monotonic() + 15
    while time.monotonic() < until and not errors:
        message = k.client.get_iopub_msg(timeout=15)
        errors += [message["content"]["evalue"]] if message["msg_type"] == "error" and message["parent_header"]["msg_id"] == msg_id else []
    result = {"error": errors, "code": k.ended()}
    k.close()
    return result


def unsigned():
    k = Kernel(key=b"")
    status = k.run("1 + 1")[0]["content"]["status"]
    k.close()
    return status


def taken():
    """A second kernel on the same ports."""
    k = Kernel()
    second = subprocess.run(["dotnet", kernels.DLL, "jupyter", k.file], capture_output=True, text=True, timeout=30)
    result = {"code": second.returncode, "error": second.stderr, "first": k.run("1")[0]["content"]["status"]}
    k.close()
    return result


cases = {
    "interrupts": interrupts, "runaway": runaway, "asking": asking, "orphaned": orphaned, "thrown": lambda: last_word('new System.Threading.Thread(() => throw new InvalidOperationException("aside")).Start();\nawait Task.Delay(5000);'),
    "exited": lambda: last_word("Environment.Exit(3);"), "unsigned": unsigned, "taken": taken,
    "shutdown": lambda: shutdown("control", False, False), "shutdown busy": lambda: shutdown("control", False, True),
    "restart": lambda: shutdown("control", True, False), "shutdown shell": lambda: shutdown("shell", False, False),
    "terminated": lambda: terminated(False), "terminated busy": lambda: terminated(True),
}
for name in sys.argv[1:]:
    if name not in cases:
        sys.exit(f"{name} is no case. Available: {', '.join(cases)}.")
with ThreadPoolExecutor(3) as pool:
    results = {name: pool.submit(case) for name, case in cases.items() if not sys.argv[1:] or name in sys.argv[1:]}
    say({name: result.result() for name, result in results.items()})
