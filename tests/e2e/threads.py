#!/usr/bin/env python3
"""The order in which threads meet does not show: 200 runs with shuffled scheduling give one hash."""
from baogao import *

SHUFFLE = os.environ.get("BAOGAO_SHUFFLE", "")
RUNS = 200


class Threads(Test):
    def test_shuffled_runs_give_one_hash(self):
        self.assertTrue(os.path.exists(SHUFFLE), "BAOGAO_SHUFFLE names the library that shuffles threads")
        for number in range(12):
            text = REPORT.replace("6.2", "6.%d" % (number % 9)) * (1 + 7 * (number % 3 == 0))
            write(os.path.join(self.reports, "%02d.txt" % number), text)
        write(os.path.join(self.reports, "05.txt"), "")
        hashes = set()
        for seed in range(1, RUNS + 1):
            done = run("convert", self.reports, "-o", "-", "--format", "jsonl", "-j", str(2 + seed % 4), text=False,
                       errors=None, environment={"LD_PRELOAD": SHUFFLE, "SHUFFLE_SEED": str(seed)})
            self.assertEqual(done.returncode, 1, done.stderr)
            events = re.sub(rb"(?m)^\S+Z ", b"", done.stderr)  # but for their times
            hashes.add(hashlib.sha256(done.stdout + events).hexdigest())
        self.assertEqual(len(hashes), 1)


if __name__ == "__main__":
    main()
