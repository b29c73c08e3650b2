"""Every message of the protocol, on one kernel. Prints what came back, by case."""
import json
import time

import zmq
from kernel import Kernel, say, shape

kernel = Kernel()
client = kernel.client
out = {}


def case(function):
    out[function.__name__] = function()
    return function


def of(messages, type):
    return [m["content"] for m in messages if m["msg_type"] == type]


def text(messages, name="stdout"):
    return "".join(c["text"] for c in of(messages, "stream") if c["name"] == name)


def subscribe(topic):
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.linger = 0
    socket.connect(f"tcp://127.0.0.1:{client.iopub_port}")
    socket.setsockopt(zmq.SUBSCRIBE, topic)
    return socket


def hear(socket):
    if not socket.poll(10_000):
        return None
    frames = socket.recv_multipart()
    header, parent, _, content = map(json.loads, frames[frames.index(b"<IDS|MSG>") + 2:])
    return {"topic": frames[0].decode(), "type": header["msg_type"], "parent": parent, "content": content}


@case
def welcome():
    sockets = [(topic, subscribe(topic)) for topic in (b"", b"", b"kernel.none")]
    heard = [hear(socket) for _, socket in sockets]
    not_text = subscribe(b"\xff")
    answered = not_text.poll(300) != 0
    for _, socket in sockets:
        socket.close()
    not_text.close()
    return {"heard": heard, "not_text": answered}


@case
def kernel_info():
    reply, published = kernel.ask("kernel_info_request", {})
    control, around = kernel.ask("kernel_info_request", {}, "control")
    return {"shell": reply["content"], "same": control["content"] == reply["content"], "published": shape(published), "around": shape(around)}


@case
def cell():
    reply, published = kernel.run('Console.Write("a"); Console.Write("b"); display("shown"); Console.Error.Write("c"); Console.Write("d");\n1 + 1')
    parents = {m["parent_header"]["msg_id"] for m in published} == {reply["parent_header"]["msg_id"]}
    return {"reply": reply["content"], "metadata": reply["metadata"], "published": shape(published), "parents": parents,
            "input": of(published, "execute_input")[0], "result": of(published, "execute_result")[0], "version": reply["header"]["version"]}


@case
def failing():
    reply, published = kernel.run('Console.WriteLine("before");\nthrow new InvalidOperationException("on purpose");')
    return {"reply": reply["content"], "metadata": reply["metadata"], "error": of(published, "error")[0], "published": shape(published)}


@case
def batching():
    _, published = kernel.run("for (var i = 0; i < 20_000; i++) Console.WriteLine(i);")
    return {"messages": len(of(published, "stream")), "whole": text(published) == "".join(f"{i}\n" for i in range(20_000))}


@case
def timely():
    msg_id = client.execute('Console.Write("first"); System.Threading.Thread.Sleep(1200); Console.Write("second");')
    seen = []
    while not seen or seen[-1][0] != "idle":
        message = client.get_iopub_msg(timeout=20)
        if message["parent_header"].get("msg_id") == msg_id:
            seen.append((shape([message])[0], time.monotonic()))
    kernel.reply(msg_id)
    words = [word for word, _ in seen]
    return {"words": words, "ahead": seen[-1][1] - seen[words.index("stdout:first")][1]}


@case
def endless():
    started = time.monotonic()
    _, published = kernel.run('var line = new string(\'x\', 999); for (var i = 0; i < 100_000; i++) Console.WriteLine(line);', timeout=60)
    printed = text(published)
    with open(f"/proc/{kernel.process.pid}/status", encoding="ascii") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    return {"length": len(printed), "end": printed[-60:], "seconds": time.monotonic() - started, "peak_mb": peak // 1024}


@case
def silent():
    before = kernel.run("", silent=True)[0]["content"]["execution_count"]
    reply, published = kernel.run('Console.WriteLine("x"); display(1); 5', silent=True)
    failed, around = kernel.run("nothing", silent=True)
    return {"published": shape(published), "counted": reply["content"]["execution_count"] - before, "failed": failed["content"]["status"], "around": shape(around)}


@case
def unstored():
    first = kernel.run("1")[0]["content"]["execution_count"]
    reply, published = kernel.run("2", store_history=False)
    last = kernel.run("3")[0]["content"]["execution_count"]
    return {"steps": last - first, "published": shape(published), "reply": reply["content"]["execution_count"] - first}


@case
def empty():
    reply, published = kernel.run("  \n")
    return {"status": reply["content"]["status"], "published": shape(published), "counted": kernel.run("1")[0]["content"]["execution_count"] - reply["content"]["execution_count"]}


@case
def expressions():
    kernel.run("var size = 20;")
    reply, published = kernel.run("size += 1;", user_expressions={"double": "size * 2", "wrong": "nothing"})
    return {"values": reply["content"]["user_expressions"], "published": shape(published)}


@case
def abort():
    cells = ["System.Threading.Thread.Sleep(300); throw new Exception();", "throw new Exception();", "40 + 2"]
    ids = [client.execute(code) for code in cells]
    info = kernel.send("kernel_info_request", {})
    replies = [kernel.reply(i)["content"] for i in ids]
    answered = kernel.reply(info)["content"]["status"]
    published = shape(kernel.iopub(ids[2]))
    after = kernel.run("1")[0]["content"]["status"]
    going = [client.execute(code, stop_on_error=False) for code in cells[1:]]
    return {"replies": replies, "info": answered, "published": published, "after": after, "going": [kernel.reply(i)["content"]["status"] for i in going]}


@case
def next_cell():
    """A cell sent the moment that the one before it is answered did not wait behind it."""
    said = []
    for _ in range(100):
        kernel.reply(client.execute("throw new Exception();"))
        said.append(kernel.reply(client.execute("1"))["content"]["status"])
    return sorted(set(said))


@case
def completion():
    code = 'var s = "\U0001F600\U0001F600"; s.'
    reply, published = kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})
    return {"reply": reply["content"], "cursor": len(code), "published": shape(published)}


@case
def inspection():
    reply, _ = kernel.ask("inspect_request", {"code": "   ", "cursor_pos": 1, "detail_level": 0})
    return reply["content"]


@case
def complete_code():
    codes = ["1 + 1", "var x = 1;", "if (true) {", "void F()\n{\n    if (true) {", 'Console.WriteLine(', "var x = = 1;", "#!time\n1", "/* open", ""]
    return {code: kernel.ask("is_complete_request", {"code": code})[0]["content"] for code in codes}


@case
def history():
    for code in ("var alpha = 1;", "alpha + 1", "var alpha = 1;"):
        last = kernel.run(code)[0]["content"]["execution_count"]

    def ask(**content):
        return [[line - last, entry] for _, line, entry in kernel.ask("history_request", {"output": False, "raw": True, **content})[0]["content"]["history"]]
    return {
        "tail": ask(hist_access_type="tail", n=2),
        "output": ask(hist_access_type="tail", n=2, output=True),
        "range": ask(hist_access_type="range", session=0, start=last - 2, stop=last),
        "elsewhere": ask(hist_access_type="range", session=-1, start=1, stop=9),
        "search": ask(hist_access_type="search", pattern="*alph?*", n=3),
        "unique": ask(hist_access_type="search", pattern="var alpha*", n=9, unique=True),
        "none": ask(hist_access_type="search", pattern="alph", n=9),
        "wrong": kernel.ask("history_request", {"hist_access_type": "sideways"})[0]["content"]["evalue"],
    }


@case
def comms():
    info = kernel.ask("comm_info_request", {})[0]["content"]
    opened = kernel.iopub(kernel.send("comm_open", {"comm_id": "c-1", "target_name": "nobody", "data": {}}))
    ignored = kernel.iopub(kernel.send("comm_msg", {"comm_id": "c-2", "data": {}}))
    closed = kernel.iopub(kernel.send("comm_close", {"comm_id": "c-2", "data": {}}))
    return {"info": info, "opened": [shape(opened), of(opened, "comm_close")], "ignored": shape(ignored), "closed": shape(closed)}


@case
def connect():
    return kernel.ask("connect_request", {})[0]["content"]["hb_port"] == client.hb_port


@case
def asking():
    msg_id = client.execute('Console.Write("Who? ");\nvar who = Console.ReadLine();\nwho + "!"', allow_stdin=True)
    question = client.get_stdin_msg(timeout=20)
    client.input("Åsa \U0001F600")
    reply, published = kernel.reply(msg_id), kernel.iopub(msg_id)
    _, unasked = kernel.run("Console.ReadLine() == null", allow_stdin=False)
    refused, _ = kernel.run('await GetInputAsync("Who? ")', allow_stdin=False)
    return {"question": question["content"], "parent": question["parent_header"]["msg_id"] == msg_id, "reply": reply["content"]["status"],
            "published": shape(published), "value": of(published, "execute_result")[0]["data"]["text/plain"], "refused": refused["content"]["evalue"],
            "unasked": of(unasked, "execute_result")[0]["data"]["text/plain"]}


@case
def asking_stopped():
    msg_id = client.execute("Console.ReadLine()", allow_stdin=True)
    client.get_stdin_msg(timeout=20)
    kernel.ask("interrupt_request", {}, "control")
    reply = kernel.reply(msg_id, 10)["content"]
    client.input("too late")
    return {"reply": reply, "after": kernel.run("1")[0]["content"]["status"]}


@case
def updating():
    _, shown = kernel.run('var shown = display("one");')
    _, updated = kernel.run('shown.Update("two"); shown.Update("three");')
    display, update = of(shown, "display_data")[0], of(updated, "update_display_data")
    return {"first": display["data"]["text/plain"], "last": update[-1]["data"]["text/plain"], "messages": len(update), "same": display["transient"]["display_id"] == update[-1]["transient"]["display_id"]}


@case
def updating_much():
    _, published = kernel.run('var bar = display("0"); for (var i = 0; i <= 20_000; i++) bar.Update(i.ToString());')
    updates = of(published, "update_display_data")
    return {"messages": len(updates), "last": updates[-1]["data"]["text/plain"]}


@case
def displaying_much():
    _, published = kernel.run("for (var i = 0; i < 1_500; i++) display(i);")
    return {"displays": len(of(published, "display_data")), "notice": text(published, "stderr")}


@case
def background():
    reply, published = kernel.run('_ = Task.Run(async () => { await Task.Delay(400); Console.WriteLine("from behind"); });')
    kernel.run('Console.WriteLine("another cell");')
    return {"during": shape(published), "later": shape(kernel.later(reply["parent_header"]["msg_id"]))}


@case
def unknown():
    published = kernel.iopub(kernel.send("no_such_request", {}))
    return {"published": shape(published)}


@case
def idle_interrupt():
    reply, published = kernel.ask("interrupt_request", {}, "control")
    return {"reply": reply["content"], "published": shape(published), "after": kernel.run("1")[0]["content"]["status"]}


@case
def distrust():
    kernel.run("var runs = 0;")
    session = client.session
    frames = session.serialize(session.msg("execute_request", {"code": "runs++;", "silent": False}))
    wrong = list(frames)
    at = wrong.index(b"<IDS|MSG>") + 1
    wrong[at] = b"0" * 64
    missing = list(frames)
    missing[at] = b""
    altered = list(frames)
    altered[-1] = altered[-1].replace(b"runs++", b"runs--")
    for message in (wrong, missing, altered, frames, frames, frames):
        client.shell_channel.socket.send_multipart(message)
    _, published = kernel.run("runs")
    return of(published, "execute_result")[0]["data"]["text/plain"]


@case
def wrong_types():
    requests = [("execute_request", {"code": 5}), ("execute_request", {}), ("execute_request", {"code": "1", "silent": "yes"}),
                ("execute_request", {"code": "1", "user_expressions": {"a": 1}}), ("complete_request", {"code": "x", "cursor_pos": "end"}),
                ("inspect_request", {"code": None, "cursor_pos": 0}), ("execute_request", b'{"code": "\\ud83d"}')]
    return [kernel.ask(*request)[0]["content"]["evalue"] for request in requests]


@case
def halves():
    _, joined = kernel.run("Console.Write('\\ud83d'); System.Threading.Thread.Sleep(150); Console.Write('\\ude00'); System.Threading.Thread.Sleep(150); Console.Write(\"!\");")
    alone, published = kernel.run("Console.Write('\\ud83d');")
    return {"joined": text(joined), "alone": alone["content"]["status"], "text": text(published)}


@case
def heartbeat_and_control():
    msg_id = client.execute('Console.Write("on"); while (true) { }')
    while shape([client.get_iopub_msg(timeout=20)]) != ["stdout:on"]:
        pass
    beat = zmq.Context.instance().socket(zmq.REQ)
    beat.linger = 0
    beat.connect(f"tcp://127.0.0.1:{client.hb_port}")
    beat.send(b"ping")
    heard = beat.recv() if beat.poll(10_000) else b""
    beat.close()
    info = kernel.ask("kernel_info_request", {}, "control")[0]["content"]["status"]
    kernel.ask("interrupt_request", {}, "control")
    return {"heard": heard.decode(), "info": info, "cell": kernel.reply(msg_id)["content"]["ename"]}


@case
def too_big():
    """A frame above the limit ends its connection, not the kernel. The heartbeat's limit is the smallest."""
    beat = zmq.Context.instance().socket(zmq.REQ)
    beat.linger = 0
    beat.connect(f"tcp://127.0.0.1:{client.hb_port}")
    beat.send(bytes(1 << 17))
    heard = beat.poll(1000) != 0
    beat.close()
    return {"heard": heard, "after": kernel.run("1")[0]["content"]["status"]}


out["stderr"] = kernel.stderr()
kernel.close()
say(out)
