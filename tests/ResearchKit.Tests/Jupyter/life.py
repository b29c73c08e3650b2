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
            content = k.reply(msg_id, 60)["content"]
            took = time.monotonic() - began
            after = k.run("kept")[1]
            kept = [m["content"]["data"]["text/plain"] for m in after if m["msg_type"] == "execute_result"] or [f"{m['msg_type']}: {m['content'].get('evalue', '')}" for m in after]
            result[f"{name}, {how}"] = {"status": content["status"], "name": content["ename"], "message": content["evalue"], "seconds": took, "kept": kept}
    k.close()
    return result


def runaway():
    """A cell that nothing can stop but the end of the process."""
    k = Kernel()
    msg_id = start(k, 'System.Text.RegularExpressions.Regex.IsMatch(new string(\'a\', 80) + "!", "^(a|aa)+$")')
    k.ask("interrupt_request", {}, "control")
    content = k.reply(msg_id, 60)["content"]
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


SLIPS = {
    "thread": 'new System.Threading.Thread(() => throw new InvalidOperationException("aside")).Start();\nawait Task.Delay(500);',
    "async void": 'async void Later() { await Task.Delay(10); throw new InvalidOperationException("later"); }\nLater();\nawait Task.Delay(500);',
    "async lambda": 'new List<int> { 1 }.ForEach(async x => { await Task.Delay(10); throw new InvalidOperationException("lambda"); });\nawait Task.Delay(500);',
    "recursion": "int Deeper(int n) => Deeper(n + 1) + 1;\nDeeper(1)",
    "list in itself": "var list = new List<object>();\nlist.Add(list);\nlist",
    "console": "Console.SetOut(new System.IO.StringWriter());",
}
ENDLESS = {
    "timer": 'var timer = new System.Threading.Timer(_ => { for (var i = 0; i < 3; i++) Console.Write("."); }, null, 0, 20);\nwhile (true) { }',
    "thread": "new System.Threading.Thread(() => { for (;;) System.Threading.Thread.Sleep(10); }).Start();\nwhile (true) { }",
    "async lambda": "new List<int> { 1 }.ForEach(async x => { for (;;) await Task.Delay(20); });\nwhile (true) { }",
    "recursion": "int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);\nFib(60)",
    "delegate": "Func<int, int> all = delegate (int n) { for (;;) n++; };\nall(1)",
    "expression tree": "var rows = new[] { new[] { 1, 2 } }.AsQueryable();\nvar n = rows.Where(r => r.Any(x => x > 2)).Count();\nwhile (true) { }",
}


def survived():
    """What a kernel says of slips that would end another process, and that it runs on."""
    k = Kernel()
    result = {}
    for name, code in SLIPS.items():
        said = [m["content"].get("text") or m["content"].get("evalue") or m["content"].get("data", {}).get("text/plain") or "" for m in k.run(code)[1] if m["msg_type"] in ("stream", "error", "execute_result")]
        after = [m["content"]["text"] for m in k.run('Console.Write("here");')[1] if m["msg_type"] == "stream"]
        result[name] = {"said": said, "after": after}
    for name, code in ENDLESS.items():
        msg_id = start(k, code)
        k.ask("interrupt_request", {}, "control")
        content = k.reply(msg_id, 60)["content"]
        time.sleep(0.3)
        result["stopped " + name] = {"said": [content["evalue"]], "after": [m["content"]["text"] for m in k.run('Console.Write("here");')[1] if m["msg_type"] == "stream"]}
    k.close()
    return result


def stays_stopped():
    """A task of a stopped cell that meets its check late, when other cells have run."""
    k = Kernel()
    msg_id = start(k, 'await Task.Run(() => { while (true) { System.Threading.Thread.Sleep(700); Console.Write("tick"); } });')
    k.ask("interrupt_request", {}, "control")
    k.reply(msg_id, 60)
    k.run("1")
    ticks = [m for m in k.later(msg_id, 3) if m["msg_type"] == "stream"]
    k.close()
    return len(ticks)


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
    "interrupts": interrupts, "runaway": runaway, "asking": asking, "orphaned": orphaned, "survived": survived, "stays stopped": stays_stopped,
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
