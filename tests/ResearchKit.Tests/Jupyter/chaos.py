"""A thousand random exchanges, most of them malformed, then a cell. Prints what came of it. Argument: the seed."""
import json
import os
import random
import socket
import sys
import time

import zmq
from kernel import Kernel, say

seed = int(sys.argv[1])
dice = random.Random(seed)
kernel = Kernel()
client = kernel.client
session = client.session
kinds = {}


def connect(kind, port):
    plain = zmq.Context.instance().socket(kind)
    plain.linger = 0
    plain.connect(f"tcp://127.0.0.1:{port}")
    return plain


shell, control, stdin = (connect(zmq.DEALER, port) for port in (client.shell_port, client.control_port, client.stdin_port))
answers = 0
started = time.monotonic()


def sign(parts):
    return session.sign(parts)


def pieces(type="execute_request", content=None):
    header = session.msg_header(type)
    return [json.dumps(header, default=str).encode(), b"{}", b"{}", json.dumps(content if content is not None else {"code": "1", "silent": True}).encode()]


def signed(parts, extra=()):
    return [b"<IDS|MSG>", sign(parts), *parts, *extra]


def valid():
    return signed(pieces(dice.choice(["kernel_info_request", "comm_info_request", "comm_msg", "history_request", "is_complete_request", "complete_request", "inspect_request"]),
                         {"hist_access_type": "tail", "n": 3, "code": "var x = 1;", "cursor_pos": dice.randrange(-5, 50), "comm_id": "c"}))


def cell():
    return signed(pieces(content={"code": dice.choice(["1", "nothing", 'Console.WriteLine("x")', "throw new Exception();", ""]), "silent": dice.random() < 0.5, "stop_on_error": False}))


def wrong_signature():
    return [b"<IDS|MSG>", dice.choice([b"", b"0" * 64, dice.randbytes(64), b"short", dice.randbytes(1000)]), *pieces()]


def altered():
    frames = signed(pieces())
    at = dice.randrange(2, 6)
    frames[at] = frames[at] + b" "
    return frames


def no_delimiter():
    return [dice.randbytes(dice.randrange(0, 60)) for _ in range(dice.randrange(1, 9))]


def too_few():
    return signed(pieces())[:dice.randrange(1, 6)]


def many_frames():
    return signed(pieces("kernel_info_request"), [dice.randbytes(10) for _ in range(500)])


def not_utf8():
    parts = pieces()
    parts[dice.randrange(4)] = b'{"msg_type": "execute_request", "code": "\xff\xfe\xc3("}'
    return signed(parts)


def not_json():
    parts = pieces()
    parts[dice.randrange(4)] = dice.choice([b"", b"{", b"nonsense", b"[]", b"null", b"1", b'"text"', b'{"a": 1, "a": 2}', b"{} {}", b"\x00" * 30, b'{"\\ud800": 1}'])
    return signed(parts)


def deep():
    parts = pieces()
    depth = dice.choice([100, 1000, 100_000])
    parts[dice.randrange(1, 4)] = b'{"a": ' + b"[" * depth + b"]" * depth + b"}"
    return signed(parts)


def headless():
    parts = pieces()
    parts[0] = json.dumps(dice.choice([{}, {"msg_type": "x"}, {"msg_type": 5, "msg_id": "a"}, {"msg_id": []}, {"msg_type": "", "msg_id": "a"}, {"msg_type": "x" * 10_000, "msg_id": "a"}])).encode()
    return signed(parts)


def any_json(depth=0):
    return dice.choice([lambda: None, lambda: 1e308, lambda: -1, lambda: 10**30, lambda: "text\u0000\u2028", lambda: True, lambda: [],
                        lambda: [any_json(depth + 1)] if depth < 4 else 0, lambda: {"a": any_json(depth + 1)} if depth < 4 else {}])()


def wrong_fields():
    fields = ["code", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error", "cursor_pos", "detail_level", "hist_access_type",
              "n", "session", "start", "stop", "pattern", "unique", "output", "comm_id", "target_name", "restart", "value"]
    type = dice.choice(["execute_request", "complete_request", "inspect_request", "history_request", "is_complete_request", "comm_open", "comm_info_request", "input_reply", "status", "\u001b[31mred"])
    return signed(pieces(type, {field: any_json() for field in dice.sample(fields, dice.randrange(1, 8))}))


def huge():
    size = dice.choice([1 << 20, 4 << 20])
    return dice.choice([
        lambda: signed(pieces("is_complete_request", {"code": "// " + "x" * size})),
        lambda: signed(pieces("kernel_info_request"), [bytes(size)]),
        lambda: [bytes(size), *signed(pieces("kernel_info_request"))],
        lambda: [b"<IDS|MSG>", bytes(size), *pieces()],
    ])()


replayed = signed(pieces("kernel_info_request"))


def replay():
    return replayed


def raw_bytes():
    """No ZeroMQ at all: someone else on the port."""
    port = dice.choice([client.shell_port, client.control_port, client.iopub_port, client.stdin_port, client.hb_port])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as stranger:
        stranger.sendall(dice.choice([b"GET / HTTP/1.1\r\n\r\n", dice.randbytes(200), b"\xff" + bytes(8) + b"\x7f\x03", b"\xff\x00\x00\x00\x00\x00\x00\x00\x01\x7f" + dice.randbytes(60), b""]))
    return None


def subscription():
    other = connect(zmq.SUB, client.iopub_port)
    other.setsockopt(zmq.SUBSCRIBE, dice.randbytes(dice.randrange(0, 50)))
    other.close()
    return None


makers = [valid] * 4 + [cell] * 2 + [wrong_signature, altered, no_delimiter, too_few, many_frames, not_utf8, not_json, deep, headless, wrong_fields, wrong_fields, replay]
for step in range(1000):
    maker = dice.choice(makers) if step % 25 else dice.choice([huge, raw_bytes, subscription])
    kinds[maker.__name__] = kinds.get(maker.__name__, 0) + 1
    frames = maker()
    if frames is not None:
        dice.choice([shell, shell, control, stdin]).send_multipart(frames)
    for answered in (shell, control, stdin):
        while answered.poll(0):
            answered.recv_multipart()
            answers += 1

sent = time.monotonic() - started
client.stop_channels()
client = kernel.client = kernel.connect()  # what the old one has not read yet is of no interest
last = time.monotonic()
info = kernel.ask("kernel_info_request", {}, "control", 20)[0]["content"]["status"]
control_seconds = time.monotonic() - last
mark = pieces("kernel_info_request")
shell.send_multipart(signed(mark))
while shell.poll(30_000):  # until everything before it has been worked on
    frames = shell.recv_multipart()
    answers += 1
    if json.loads(frames[3])["msg_id"] == json.loads(mark[0])["msg_id"]:
        break
worked = time.monotonic() - last
last = time.monotonic()
_, published = kernel.run("6 * 7", 20)
cell_seconds = time.monotonic() - last
value = [m["content"]["data"]["text/plain"] for m in published if m["msg_type"] == "execute_result"]
lines = kernel.stderr().splitlines()
result = {
    "seed": seed, "kinds": kinds, "answers": answers, "info": info, "value": value, "control_seconds": control_seconds, "worked": worked, "cell_seconds": cell_seconds, "sent": sent, "alive": kernel.process.poll() is None,
    "lines": len(lines), "longest": max(map(len, lines), default=0), "control_characters": any(ord(c) < 32 for line in lines for c in line),
    "unexpected": [line for line in lines if "Unexpected" in line or "Exception" in line][:5],
}
kernel.close()
say(result)
