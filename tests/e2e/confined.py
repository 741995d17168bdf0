#!/usr/bin/env python3
"""What a program that reads a document for baogao cannot do."""
from baogao import *


class Confined(Test):
    def confined(self, *arguments, profile="reader", **options):
        return run("--confined", profile, *arguments, stdin=subprocess.DEVNULL, **options)

    def test_it_reads_no_file_but_those_of_the_system(self):
        secret = write(os.path.join(self.folder, "secret.txt"), "geheim")
        done = self.confined("cat", secret)
        if done.returncode == 0:
            self.skipTest("this kernel has no Landlock")
        self.assertNotIn("geheim", done.stdout)
        self.assertEqual(self.confined("cat", "/etc/passwd").returncode, 0)

    def test_it_writes_no_file(self):
        path = os.path.join(self.folder, "made.txt")
        self.assertNotEqual(self.confined("sh", "-c", "echo x > " + path).returncode, 0)
        self.assertFalse(os.path.exists(path) and os.path.getsize(path))

    @unittest.skipUnless(os.path.exists("/usr/bin/python3"), "there is no Python of the system")
    def test_it_has_no_network_and_little_memory(self):
        for code in ("import socket; socket.socket()", "import socket; socket.socket(socket.AF_UNIX)", "x = bytes(2 << 30)"):
            self.assertNotEqual(self.confined("/usr/bin/python3", "-c", code).returncode, 0, code)
        self.assertEqual(self.confined("/usr/bin/python3", "-c", "print(1)").stdout, "1\n")

    def test_what_is_not_installed_is_told_apart(self):
        self.assertEqual(self.confined("no-such-program").returncode, 127)
        self.assertEqual(self.confined("cat", profile="no-such-profile").returncode, 126)


if __name__ == "__main__":
    main()
