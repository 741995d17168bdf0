#!/usr/bin/env python3
"""What Spark and the pipe cost over `convert -j 2`, and what a second executor gains, over so many MiB of distinct reports.

Executors are processes of their own (Spark's local-cluster), each with one core that it is pinned to, its workers and their
programs included. Sessions are started and have converted samples/ before anything is measured: what a session costs to
start is told apart. The runs of all are taken in turn, so that a machine that is slow for a while is slow for all; medians.
Where others use the machine, look at the processor time: `balance` is how much faster two executors can be than one by what
the driver (alone) and each executor did, whatever the clock says.

usage: BAOGAO=build/release/baogao build/spark/bin/python tests/bench/spark.py [MIB] [RUNS] [FOLDER]
FOLDER keeps the documents and what is made of them; default: 200 MiB, 3 runs, a folder that goes away."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGE = os.path.join(TOP, "pipeline", "spark")
SAMPLES = os.path.join(TOP, "samples")
CONF = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.memory": "2g",
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        # The rows pass the JVM by: its second compiler costs more than it gains.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}


def inputs_of(folder, mebibytes):
    sys.path.insert(0, os.path.join(TOP, "tests", "bench"))
    from load import distinct, texts
    sources, seen, written, number = list(texts()), set(), 0, 0
    while written < mebibytes << 20:
        copy, place = divmod(number, len(sources))
        name, text = sources[place]
        path = os.path.join(folder, f"{copy:05}", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            written += file.write(distinct(text, copy, seen).encode())
        number += 1
    return number, written


def processes():
    """Each process: its parent, its seconds of processors with those of children that ended, its command."""
    found, ticks = {}, os.sysconf("SC_CLK_TCK")
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
            with open(f"/proc/{name}/cmdline", encoding="utf-8", errors="replace") as file:
                command = file.read()
        except OSError:
            continue
        found[int(name)] = int(fields[1]), sum(map(int, fields[11:15])) / ticks, command
    return found


def executors_below(root, found):
    """The executors that a process has started, in order."""
    def is_below(process):
        while process in found and process != root:
            process = found[process][0]
        return process == root
    return sorted(process for process, (_, _, command) in found.items()
                  if "CoarseGrainedExecutorBackend" in command and is_below(process))


def seconds_below(root, found, without=()):
    """Seconds of processors of a process and all below it, but for some."""
    children = {}
    for process, (parent, _, _) in found.items():
        children.setdefault(parent, []).append(process)
    waiting, whole = [root], 0.0
    while waiting:
        process = waiting.pop()
        whole += found[process][1]
        waiting += [child for child in children.get(process, []) if child not in without]
    return whole


def session(executors, inputs, out):
    """Converts as often as a line comes; prints seconds on the clock, and of processors: of the driver, of each executor."""
    from pyspark.sql import SparkSession
    from baogao import sources
    from baogao.store import Store
    builder = SparkSession.builder.master(f"local-cluster[{executors},1,1024]").appName("bench")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    start = time.monotonic()
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    while len(pids := executors_below(os.getpid(), processes())) < executors:
        time.sleep(0.1)
    for core, pid in enumerate(pids):
        for thread in os.listdir(f"/proc/{pid}/task"):
            os.sched_setaffinity(int(thread), {sorted(os.sched_getaffinity(0))[core]})
    started = time.monotonic() - start
    for _ in range(3):
        shutil.rmtree(out, ignore_errors=True)
        Store(spark, out).write(sources.files(spark, SAMPLES))
    print(json.dumps({"start": started, "warm": time.monotonic() - start - started}), flush=True)
    for _ in sys.stdin:
        shutil.rmtree(out, ignore_errors=True)
        before, start = processes(), time.monotonic()
        Store(spark, out).write(sources.files(spark, inputs, 4 * 2))
        clock, after = time.monotonic() - start, processes()
        each = [seconds_below(pid, after) - seconds_below(pid, before) for pid in pids]
        alone = seconds_below(os.getpid(), after, pids) - seconds_below(os.getpid(), before, pids)
        print(json.dumps({"clock": clock, "driver": alone, "executors": each}), flush=True)


class Session:
    """A session in a process of its own."""

    def __init__(self, executors, folder):
        words = [sys.executable, os.path.abspath(__file__), "--session", str(executors), os.path.join(folder, "inputs"),
                 os.path.join(folder, f"store{executors}")]
        environment = {**os.environ, "PYTHONPATH": PACKAGE, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        with open(os.path.join(folder, f"session{executors}.log"), "w") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        self.start = json.loads(self.process.stdout.readline())

    def run(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        done = json.loads(self.process.stdout.readline())
        return {**done, "cpu": done["driver"] + sum(done["executors"])}

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def convert(folder, jobs):
    before, start = os.times(), time.monotonic()
    done = subprocess.run([os.environ["BAOGAO"], "convert", os.path.join(folder, "inputs"), "-o", os.path.join(folder, "done"),
                           "--format", "csv", "--csv-raw", "-j", str(jobs), "--all", "--quiet"], capture_output=True)
    after = os.times()
    assert done.returncode in (0, 1), done.stderr
    return {"clock": time.monotonic() - start,
            "cpu": after.children_user + after.children_system - before.children_user - before.children_system}


def main(mebibytes, runs, folder):
    os.environ["BAOGAO"] = os.path.abspath(os.environ.get("BAOGAO", "baogao"))
    if not os.path.isdir(os.path.join(folder, "inputs")):
        print("%d documents, %d bytes" % inputs_of(os.path.join(folder, "inputs"), mebibytes), flush=True)
    sessions = {executors: Session(executors, folder) for executors in (1, 2)}
    for executors, one in sessions.items():
        print(f"a session of {executors}: started in {one.start['start']:.1f} s, warm after {one.start['warm']:.1f} s more", flush=True)
    measured = {name: [] for name in ("convert -j 2", "Spark, 1 executor", "Spark, 2 executors")}
    for number in range(runs):
        for name, run in (("convert -j 2", lambda: convert(folder, 2)), ("Spark, 1 executor", sessions[1].run),
                          ("Spark, 2 executors", sessions[2].run)):
            measured[name].append(run())
            print(number + 1, name, json.dumps(measured[name][-1]), f"load {os.getloadavg()[0]:.1f}", flush=True)
    for one in sessions.values():
        one.close()
    report(*measured.values())


def report(plain, one, two):
    def median(values):
        return statistics.median(list(values))
    for what, unit in (("clock", "on the clock"), ("cpu", "of processors")):
        print(f"{unit}: convert {median(run[what] for run in plain):.1f} s, Spark {median(run[what] for run in two):.1f} s, "
              f"{median(b[what] / a[what] for a, b in zip(plain, two)) - 1:+.0%}")
    print(f"two executors on the clock: {median(a['clock'] / b['clock'] for a, b in zip(one, two)):.2f} times one")
    balance = median((run["cpu"]) / (run["driver"] + max(run["executors"])) for run in two)
    print(f"by what each did: driver {median(run['driver'] for run in two):.1f} s, executors "
          f"{median(min(run['executors']) for run in two):.1f} and {median(max(run['executors']) for run in two):.1f} s: {balance:.2f} times one")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--session"]:
        session(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        SIZE, RUNS = (int(word) for word in [*sys.argv[1:3], *["200", "3"][len(sys.argv) - 1:]])
        if len(sys.argv) > 3:
            os.makedirs(sys.argv[3], exist_ok=True)
            main(SIZE, RUNS, sys.argv[3])
        else:
            with tempfile.TemporaryDirectory(prefix="baogao-bench-") as temporary:
                main(SIZE, RUNS, temporary)
