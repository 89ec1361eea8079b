#!/usr/bin/env python3
"""How long a command takes, by the clock and by the processors, and how long it is silent.

    python3 docs/builds/measure.py NAME FOLDER [--until URL] -- COMMAND …

Runs COMMAND in FOLDER to its end or, with --until, until URL answers 200; then it is ended. Prints one line of JSON:
seconds by the clock, seconds of processor time (user and system) of the command and all its children, and the longest time
without a line of output. What the command prints goes to NAME.log, each line after its second.
"""
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import urllib.request

name, folder, *rest = sys.argv[1:]
url = None
if rest[0] == "--until":
    url, rest = rest[1], rest[2:]
assert rest[0] == "--", __doc__
start = time.time()
command = subprocess.Popen(rest[1:], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, start_new_session=True)
silence = {"seconds": 0.0, "before": "", "last": start}


def listen():
    with open(f"{name}.log", "wb") as log:
        for line in command.stdout:
            now = time.time()
            if now - silence["last"] > silence["seconds"]:
                silence.update(seconds=now - silence["last"], before=line.decode(errors="replace").strip()[:80])
            silence["last"] = now
            log.write(f"{now - start:8.1f} ".encode() + line)
            log.flush()


def processor_seconds():
    """Of every living process of the command's session, and of the dead that they waited for."""
    ticks = 0
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == command.pid:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def answers():
    try:
        return urllib.request.urlopen(url, timeout=2).status == 200
    except OSError:
        return False


listener = threading.Thread(target=listen, daemon=True)
listener.start()
while command.poll() is None and not (url and answers()):
    time.sleep(0.5)
wall = time.time() - start
if command.returncode is None:
    cpu = processor_seconds()
    os.killpg(command.pid, signal.SIGTERM)
    command.wait()
else:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
listener.join(3)
print(json.dumps({"name": name, "exit": command.returncode, "wall_s": round(wall, 1), "cpu_s": round(cpu, 1),
                  "longest_silence_s": round(silence["seconds"], 1), "before": silence["before"]}))
