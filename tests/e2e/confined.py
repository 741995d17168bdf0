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

    @unittest.skipUnless(os.path.exists("/usr/bin/python3"), "there is no Python of the system")
    def test_an_office_program_writes_its_folder_only_and_reaches_nobody(self):
        home, outside = os.path.join(self.folder, "home"), write(os.path.join(self.folder, "secret.txt"), "geheim")
        os.mkdir(home)

        def office(code):
            return self.confined("/usr/bin/python3", "-c", code, profile="office", environment={"HOME": home})
        if office(f"open({outside!r})").returncode == 0:
            self.skipTest("this kernel has no Landlock")
        self.assertEqual(office(f"open({os.path.join(home, 'made')!r}, 'w').write('x')").returncode, 0)
        self.assertNotEqual(office(f"open({os.path.join(self.folder, 'made')!r}, 'w')").returncode, 0)
        for refused in ("open('/proc/self/environ')", "open('/var/log/dpkg.log')", "__import__('os').kill(1, 0)", "__import__('os').setsid()",
                        "import socket; socket.socket()", "import socket; socket.socket(socket.AF_UNIX).connect('/run/x')",
                        "import socket; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'x', '/dev/log')"):
            done = office(refused)
            self.assertNotEqual(done.returncode, 0, refused)
            self.assertRegex(done.stderr, "Errno (1|13)|Permission", refused)
        bound = os.path.join(self.folder, "socket")
        office(f"import socket; socket.socket(socket.AF_UNIX).bind({bound!r})")
        self.assertFalse(os.path.exists(bound))

    def test_what_is_not_installed_is_told_apart(self):
        self.assertEqual(self.confined("no-such-program").returncode, 127)
        self.assertEqual(self.confined("cat", profile="no-such-profile").returncode, 126)


if __name__ == "__main__":
    main()
