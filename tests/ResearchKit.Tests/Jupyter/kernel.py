"""A kernel under test: started as a front end starts it, spoken to with jupyter_client."""
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from queue import Empty

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

DLL = os.environ["RESEARCHKIT_KERNEL"]

# A shell that starts tests in the background has them ignore the signal, and so would every kernel.
signal.signal(signal.SIGINT, signal.default_int_handler)


class Kernel:
    """Process, client and a folder of its own."""

    def __init__(self, key=b"a-secret-of-the-test", parent=None):
        self.folder = tempfile.mkdtemp(prefix="jupyter-")
        self.file, _ = write_connection_file(os.path.join(self.folder, "connection.json"), key=key)
        self.errors = open(os.path.join(self.folder, "stderr"), "wb")
        self.process = subprocess.Popen(
            ["dotnet", DLL, "jupyter", self.file], cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=self.errors, start_new_session=True,
            env=dict(os.environ, JPY_PARENT_PID=str(parent or os.getpid()), LC_ALL="da_DK.UTF-8"))
        self.client = self.connect()
        self.client.wait_for_ready(timeout=60)

    def connect(self):
        client = BlockingKernelClient(connection_file=self.file)
        client.load_connection_file()
        client.start_channels(hb=False)  # its patience of a second is too little for a busy machine
        return client

    def stderr(self):
        with open(self.errors.name, encoding="utf-8") as lines:
            return lines.read()

    def reply(self, msg_id, timeout=30, channel="shell"):
        """The answer to one request; others are passed over."""
        until = time.monotonic() + timeout
        get = getattr(self.client, f"get_{channel}_msg")
        while True:
            message = get(timeout=max(0.01, until - time.monotonic()))
            if message["parent_header"].get("msg_id") == msg_id:
                return message

    def iopub(self, msg_id, timeout=30):
        """What is published on a request, up to its idle status."""
        messages = []
        until = time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.01, until - time.monotonic()))
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return messages

    def later(self, msg_id, seconds=15):
        """The first thing that is still published on a request; none if nothing is within a time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(Empty):
                message = self.client.get_iopub_msg(timeout=max(0.01, until - time.monotonic()))
                if message["parent_header"].get("msg_id") == msg_id:
                    return [message]
        return []

    def send(self, type, content, channel="shell", metadata=None):
        message = self.client.session.msg(type, content, metadata=metadata)
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def run(self, code, timeout=30, **options):
        """Runs a cell; its answer and what it published."""
        msg_id = self.client.execute(code, **{"allow_stdin": False, **options})
        return self.reply(msg_id, timeout), self.iopub(msg_id, timeout)

    def ask(self, type, content, channel="shell", timeout=30):
        msg_id = self.send(type, content, channel)
        return self.reply(msg_id, timeout, channel), self.iopub(msg_id, timeout)

    def ended(self, seconds=10):
        """The exit code; None if the process goes on."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def close(self):
        with contextlib.suppress(Exception):
            self.client.stop_channels()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.errors.close()


def shape(messages):
    """Each publication in a word or two."""
    words = {"status": lambda c: c["execution_state"], "stream": lambda c: c["name"] + ":" + c["text"]}
    return [m["msg_type"] if m["msg_type"] not in words else words[m["msg_type"]](m["content"]) for m in messages]


def say(result):
    json.dump(result, sys.stdout, default=str)
    sys.stdout.flush()
    os._exit(0)  # threads of a client must not hold the test
