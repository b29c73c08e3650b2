"""Runs notebooks as nbclient does, each through the kernel that it asks for, and writes them to a folder. Prints the seconds of each."""
import json
import os
import sys
import time

import nbformat
from nbclient import NotebookClient

folder, *files = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
seconds = {}
for file in files:
    notebook = nbformat.read(file, as_version=4)
    begun = time.monotonic()
    NotebookClient(notebook, timeout=600, iopub_timeout=60, resources={"metadata": {"path": os.path.dirname(file)}}).execute()
    seconds[os.path.basename(file)] = round(time.monotonic() - begun, 2)
    nbformat.write(notebook, os.path.join(folder, os.path.basename(file)))
json.dump(seconds, sys.stdout)
