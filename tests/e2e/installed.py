#!/usr/bin/env python3
"""What is installed: the command, man pages and completions that name every option, units that hold the command back, a
Debian package that lintian accepts."""
import gzip
import resource
import shutil

from baogao import *

BUILD = os.environ.get("BAOGAO_BUILD", "")
SYSTEMD = os.path.join(TOP, "pipeline", "systemd")


def options_of(command):
    return re.findall(r"^ +(?:-\w, )?--([\w-]+)", run(command, "--help").stdout, re.M)


class Installed(Test):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="baogao-test-")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.root = os.path.join(cls.kept.name, "root")
        assert BUILD, "BAOGAO_BUILD names the build"
        done = subprocess.run(["cmake", "--install", BUILD, "--prefix", os.path.join(cls.root, "usr")], capture_output=True,
                              text=True)
        assert done.returncode == 0, done.stderr

    def place(self, *names):
        return os.path.join(self.root, "usr", *names)

    def page(self, name):
        with gzip.open(self.place("share", "man", "man1", name + ".1.gz"), "rt", encoding="utf-8") as file:
            return file.read()

    def test_the_command_converts(self):
        done = subprocess.run([self.place("bin", "baogao"), "convert", self.reports, "-o", self.out, "-q"], timeout=300)
        self.assertEqual(done.returncode, 0)

    def test_all_that_is_told_of_is_there(self):
        for path in ("share/doc/baogao/copyright", "share/doc/baogao/README.md", "share/doc/baogao/changelog.gz",
                     "share/baogao/schemas/units.csv", "share/baogao/schemas/targets.json",
                     "lib/systemd/system/baogao.timer", "share/doc/baogao/examples/baogao.cron"):
            self.assertTrue(os.path.exists(self.place(path)), path)

    def test_man_pages_name_every_command_and_option(self):
        for command in ("convert", "inspect", "quantities", "schema"):
            self.assertIn("baogao\\-" + command, self.page("baogao"))
            page = self.page("baogao-" + command).replace("\\-", "-")
            found = options_of(command)
            self.assertGreater(len(found), 1)
            for option in found:
                self.assertIn("--" + option, page, command)

    def test_man_pages_are_well_formed(self):
        if not shutil.which("mandoc"):
            self.skipTest("mandoc is not installed")
        for name in ("baogao", "baogao-convert", "baogao-inspect", "baogao-quantities", "baogao-schema"):
            done = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], input=self.page(name), capture_output=True, text=True)
            found = [line for line in (done.stdout + done.stderr).splitlines() if "missing date" not in line]
            self.assertEqual(found, [], name)

    def test_bash_completes_commands_and_options(self):
        script = 'source "$1"; COMP_WORDS=("${@:2}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _baogao; echo "${COMPREPLY[@]}"'

        def complete(*words):
            done = subprocess.run(["bash", "-c", script, "bash",
                                   self.place("share", "bash-completion", "completions", "baogao"), *words],
                                  capture_output=True, text=True, cwd=self.folder)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            return done.stdout.split()
        self.assertEqual(complete("baogao", "con"), ["convert"])
        self.assertEqual(complete("baogao", "convert", "--max-m"), ["--max-memory"])
        self.assertEqual(set(complete("baogao", "convert", "--")), {"--" + option for option in options_of("convert") + ["help"]})
        self.assertEqual(complete("baogao", "convert", "rep"), ["reports"])
        self.assertEqual(complete("baogao", "convert", "-o", "rep"), ["reports"])

    def test_zsh_and_fish_read_their_completions(self):
        for shell, path in (("zsh", "zsh/vendor-completions/_baogao"), ("fish", "fish/vendor_completions.d/baogao.fish")):
            path = self.place("share", path)
            with open(path, encoding="utf-8") as file:
                self.assertIn("max-memory", file.read())
            if shutil.which(shell):
                done = subprocess.run([shell, "-n", path], capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_the_version_tells_the_lexicons(self):
        self.assertRegex(run("--version").stdout, r"^baogao \d+\.\d+\.\d+\nlexicons [0-9a-f]{64}\n$")


class Unit(Test):
    def service(self):
        with open(os.path.join(SYSTEMD, "baogao.service"), encoding="utf-8") as file:
            return file.read()

    def test_systemd_finds_no_fault_and_little_exposure(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is not installed")
        folder = os.path.join(self.folder, "units")
        shutil.copytree(SYSTEMD, folder)
        text = self.service().replace("/usr/bin/baogao ", os.path.abspath(PROGRAM) + " ")
        write(os.path.join(folder, "baogao.service"), re.sub("^Documentation=.*\n", "", text, flags=re.M))
        done = subprocess.run(["systemd-analyze", "verify", os.path.join(folder, "baogao.service"),
                               os.path.join(folder, "baogao.timer")], capture_output=True, text=True)
        told = [line for line in done.stderr.splitlines() if "baogao" in line]
        self.assertEqual((done.returncode, told), (0, []))
        done = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=20",
                               os.path.join(SYSTEMD, "baogao.service")], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-200:])

    def test_its_command_runs_under_its_limits(self):
        # No network, another user, bounded memory and time, a system that cannot be written: what the unit sets, by hand.
        command = re.search(r"^ExecStart=/usr/bin/baogao (.*)$", self.service(), re.M).group(1).split()
        command = [word.replace("/var/lib/baogao", self.folder) for word in command]
        program = shutil.copy(PROGRAM, self.folder)
        user = {}
        if os.geteuid() == 0:
            user = {"user": 65534, "group": 65534, "extra_groups": []}
            os.mkdir(os.path.join(self.folder, "tables"))
            os.chmod(self.folder, 0o755)
            os.chown(os.path.join(self.folder, "tables"), 65534, 65534)
        alone = ["unshare", "--user", "--net"]
        if subprocess.run([*alone, "true"], capture_output=True, **user).returncode:
            alone = []
        done = subprocess.run([*alone, program, *command], capture_output=True, text=True, timeout=300, cwd="/", **user,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NPROC, (512, 512)))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual({"reports.xlsx", "reports.sqlite", "targets.csv"} - set(os.listdir(os.path.join(self.folder, "tables"))),
                         set())

    def test_cron_runs_the_same_command(self):
        with open(os.path.join(SYSTEMD, "baogao.cron"), encoding="utf-8") as file:
            line = file.read().strip().splitlines()[-1]
        command = re.search(r"^ExecStart=/usr/bin/(baogao .*)$", self.service(), re.M).group(1)
        self.assertTrue(line.endswith(command))
        shell = line.split(" ", 6)[6].replace("/var/lib/baogao", self.folder).replace(" baogao ", " %s " % os.path.abspath(PROGRAM))
        with open(PROGRAM, "rb") as file:
            sanitized = b"AddressSanitizer" in file.read()
        if sanitized:
            shell = re.sub(r"ulimit -v \d+; ", "", shell)  # sanitizers take all addresses there are
        done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertTrue(os.path.exists(os.path.join(self.folder, "tables", "reports.xlsx")))


def status_of_packages():
    """The stanzas of what is installed here, by package."""
    with open("/var/lib/dpkg/status", encoding="utf-8") as file:
        stanzas = [stanza for stanza in file.read().split("\n\n") if "\nStatus: install ok installed" in stanza]
    return {stanza.split("\n", 1)[0].split(": ", 1)[1]: stanza for stanza in stanzas}


def needed(stanzas, names):
    """Those packages and all that they depend on, as far as it is installed; of alternatives the first that is."""
    provided = {name.strip().split(" ")[0]: package for package, stanza in stanzas.items()
                for line in re.findall(r"^Provides: (.*)$", stanza, re.M) for name in line.split(",")}
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name not in stanzas:
            continue
        found.add(name)
        for line in re.findall(r"^(?:Pre-)?Depends: (.*)$", stanzas[name], re.M):
            for choice in line.split(","):
                words = [word.strip().split(" ")[0].split(":")[0] for word in choice.split("|")]
                waiting += [word if word in stanzas else provided[word] for word in words if word in stanzas or word in provided][:1]
    return found


class Package(Test):
    def install_in_clean_root(self, package):
        """In a root that holds what the package depends on and nothing else, dpkg installs it and it runs."""
        root, stanzas = os.path.join(self.folder, "clean"), status_of_packages()
        fields = subprocess.run(["dpkg-deb", "-f", package, "Depends"], capture_output=True, text=True).stdout
        names = needed(stanzas, ["base-files", "dash", "coreutils", "dpkg", "libc-bin",
                                 *[word.strip().split(" ")[0] for word in re.split("[,|]", fields)]])
        os.makedirs(os.path.join(root, "var/lib/dpkg/info"))
        for folder in ("updates", "triggers"):
            os.mkdir(os.path.join(root, "var/lib/dpkg", folder))
        for folder in ("bin", "sbin", "lib", "lib64"):
            os.makedirs(os.path.join(root, "usr", folder))
            os.symlink("usr/" + folder, os.path.join(root, folder))
        write(os.path.join(root, "var/lib/dpkg/status"), "\n\n".join(stanzas[name] for name in sorted(names)) + "\n")
        lists = subprocess.run(["dpkg-query", "-L", *sorted(names)], capture_output=True, text=True).stdout.splitlines()
        files = sorted({os.path.join(os.path.realpath(os.path.dirname(line)), os.path.basename(line)) for line in lists if line.startswith("/")})
        files = [file[1:] for file in files if os.path.islink(file) or os.path.isfile(file)]
        copied = subprocess.run(["tar", "-c", "-C", "/", "--ignore-failed-read", "-T", "-"], input="\n".join(files).encode(),
                                capture_output=True)
        subprocess.run(["tar", "-x", "-C", root], input=copied.stdout, check=True, capture_output=True)
        enter = [] if os.getuid() == 0 else ["unshare", "--map-root-user"]
        if subprocess.run([*enter, "chroot", root, "/bin/true"], capture_output=True).returncode:
            print("skipped: installing in a clean root, since none may be entered here", file=sys.stderr)
            return
        done = subprocess.run([*enter, "dpkg", "--root=" + root, "--force-not-root", "--install", package], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        shutil.copytree(self.reports, os.path.join(root, "reports"))
        done = subprocess.run([*enter, "chroot", root, "/usr/bin/baogao", "convert", "/reports", "-o", "/tables", "-q"],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("reports.xlsx", os.listdir(os.path.join(root, "tables")))

    def test_lintian_accepts_the_package(self):
        for program in ("cpack", "dpkg-shlibdeps", "dpkg-deb"):
            if not shutil.which(program):
                self.skipTest(program + " is not installed")
        # The released program where it is built: that is what a package holds, and sanitizers ask a root for /proc.
        build = os.path.join(TOP, "build/release") if os.path.exists(os.path.join(TOP, "build/release/CPackConfig.cmake")) else BUILD
        done = subprocess.run(["cpack", "-G", "DEB", "--config", os.path.join(build, "CPackConfig.cmake"), "-B", self.folder],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        package, = [name for name in os.listdir(self.folder) if name.endswith(".deb")]
        self.assertRegex(package, r"^baogao_\d+\.\d+\.\d+-1_\w+\.deb$")
        package = os.path.join(self.folder, package)
        fields = subprocess.run(["dpkg-deb", "-f", package, "Depends"], capture_output=True, text=True).stdout
        self.assertIn("libsqlite3-0", fields)
        root = os.path.join(self.folder, "root")
        subprocess.run(["dpkg-deb", "-x", package, root], check=True)
        done = subprocess.run([os.path.join(root, "usr/bin/baogao"), "convert", self.reports, "-o", self.out, "-q"], timeout=300)
        self.assertEqual(done.returncode, 0)
        self.install_in_clean_root(package)
        if not shutil.which("lintian"):
            self.skipTest("lintian is not installed")
        done = subprocess.run(["lintian", "--fail-on", "error,warning", "--allow-root",
                               "--suppress-tags", "initial-upload-closes-no-bugs",  # of uploads to the archive
                               package], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    main()
