#!/usr/bin/python3
"""The package on a fresh Debian 12: install_test.py SOURCE BUILD

Installed, started as the unit starts it, a night of the sample, upgraded with deliveries in flight, removed, purged. systemd does
not run there: the unit's ExecStart is run by hand, as its user. $SLUSS_PACKAGES: packages that are made already."""
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile

from debian_root import DebianRoot, field, missing_for

source, build = sys.argv[1:3]
reason = missing_for("sluss")
for tool in ("dpkg-buildpackage", "dh", "lintian", "chrpath"):
    if shutil.which(tool) is None:
        reason = f"{tool} is not installed (deploy/package/packages.txt)"
if reason:
    print(f"install_test.py: Skipped\n{reason}")
    sys.exit(77)


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def made_packages():
    folder = os.environ.get("SLUSS_PACKAGES")
    if not folder:
        subprocess.run(["sh", os.path.join(source, "deploy/package/build.sh"), build], check=True)
        folder = os.path.join(source, "build/packages")
    names = {name.split("_")[0]: os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".deb")}
    return names["sluss"], names["sluss-dev"]


def as_previous(package, folder):
    """The same under a lower number, and with another word in a file that belongs to the administrator."""
    tree = os.path.join(folder, "previous")
    subprocess.run(["dpkg-deb", "-R", package, tree], check=True)
    control = os.path.join(tree, "DEBIAN/control")
    with open(control, encoding="utf-8") as file:
        text = file.read()
    with open(control, "w", encoding="utf-8") as file:
        file.write(re.sub(r"(?m)^Version: .*", "Version: 0.0.1", text))
    for name in ("sluss.yaml", "connections.yaml"):
        with open(os.path.join(tree, "etc/sluss", name), "a", encoding="utf-8") as file:
            file.write("# As it was before.\n")
    previous = os.path.join(folder, "sluss_0.0.1.deb")
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", tree, previous], check=True, stdout=subprocess.DEVNULL)
    return previous


def install(root, package, *options):
    shutil.copy(package, root.at("/package.deb"))
    said = root.must("dpkg", *options, "--install", "/package.deb")
    os.remove(root.at("/package.deb"))
    return said


def unit_of(root):
    with open(root.at("/lib/systemd/system/sluss.service"), encoding="utf-8") as file:
        return dict(re.findall(r"(?m)^(\w+)=(.*)$", file.read()))


class Service:
    """The unit's ExecStart, run as its user; ready when it says so."""

    def __init__(self, root):
        unit = unit_of(root)
        name = f"\0sluss-install-{os.getpid()}"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(name)
        self.socket.settimeout(60)
        command = ["env", "NOTIFY_SOCKET=@" + name[1:], *unit["ExecStart"].split()]
        self.process = subprocess.Popen(root.command(command, unit["User"]), stderr=subprocess.PIPE, text=True)
        self.hear("READY=1")

    def hear(self, word):
        while True:
            if self.socket.recv(4096).decode().startswith(word):
                return

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.hear("STOPPING=1")
        said = self.process.communicate(timeout=90)[1]
        self.socket.close()
        check(self.process.returncode == 0, f"the service ended with {self.process.returncode}:\n{said}")
        return said


def sluss(root, *words, exit=0):
    return root.must("sluss", *words, user="sluss", exit=exit)


def deliveries(root):
    """How many go to the access point, by state."""
    found = re.findall(r'sluss_deliveries\{connection="peppol.invoices",state="(\w+)"\} (\d+)', sluss(root, "metrics"))
    return {state: int(count) for state, count in found}


def expect_fresh(root):
    """Installed and nothing configured: healthy, and nobody can write what runs."""
    for path in ("/etc/sluss", "/usr/share/sluss/connectors", "/usr/lib/x86_64-linux-gnu/sluss/plugins"):
        if not root.exists(path):
            continue
        for place, folders, files in os.walk(root.at(path)):
            if place.endswith("/secrets"):
                continue
            for name in [".", *folders, *files]:
                found = os.lstat(os.path.join(place, name))
                writable = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not stat.S_ISLNK(found.st_mode)
                check(found.st_uid == 0 and not writable, f"{place}/{name} can be changed by others than root")
    said = root.must("stat", "-c", "%U:%G %a", "/etc/sluss/secrets", "/var/lib/sluss")
    check(said.split("\n")[:2] == ["root:sluss 2750", "sluss:sluss 750"], said)
    check("The configuration is right" in sluss(root, "check"), "the configuration that was installed is not right")
    check("csv" in sluss(root, "plugins") and "NOT LOADED" not in sluss(root, "plugins"), "the plugins are not loaded")
    service = Service(root)
    check('"daemon": true' in sluss(root, "status", "--json"), "the service does not run")
    said = service.stop()
    check("error" not in said and "warn" not in said, f"a fresh service complains:\n{said}")
    enabled = root.exists("/etc/systemd/system/multi-user.target.wants/sluss.service")
    check(enabled, "the service does not start at boot")
    check(not root.exists("/etc/systemd/system/timers.target.wants/sluss-alarms.timer"), "nobody is to be mailed to yet")


def configure_sample(root):
    """As an administrator would: the example to /etc/sluss, folders to /srv/sluss."""
    shutil.copytree(root.at("/usr/share/doc/sluss/examples"), root.at("/etc/sluss"), dirs_exist_ok=True)
    root.write("/etc/sluss/sluss.yaml", "# Ours.\nstore: /var/lib/sluss/sluss.db\nbasis: underlag\n")
    root.write("/etc/sluss/connections.yaml", root.read("/etc/sluss/connections.yaml").replace("../var/", "/srv/sluss/"))
    for name in ("inbox", "blad", "bank", "fakturor", "underlag", "svar", "bestallningar", "besked"):
        root.must("install", "-d", "-o", "sluss", "-g", "sluss", f"/srv/sluss/{name}")
    sample = root.at("/usr/share/sluss/connectors/klipp/samples/placeringar-HT2026.csv")
    shutil.copy(sample, root.at("/srv/sluss/inbox/placeringar-HT2026.csv"))
    os.utime(root.at("/srv/sluss/inbox/placeringar-HT2026.csv"), (1e9, 1e9))
    root.must("chown", "sluss:sluss", "/srv/sluss/inbox/placeringar-HT2026.csv")
    check("The configuration is right" in sluss(root, "check"), "the sample is not right where it was installed")


def expect_secret(root):
    """Refused while everyone can read it, as a file is made by nature; taken when it is the group's."""
    ours = root.read("/etc/sluss/sluss.yaml")
    mail = "alarms: { mail: { to: [x@region.example], from: s@region.example, server: smtp://m.region.example, "
    root.write("/etc/sluss/sluss.yaml", ours + mail + "user: s, password: secret:mail_password } }\n")
    file = "/etc/sluss/secrets/mail_password"
    root.write(file, "made-up\n")
    os.chmod(root.at(file), 0o644)
    check("everyone" in sluss(root, "check", exit=2), "a secret that everyone can read is not refused")
    os.chmod(root.at(file), 0o640)
    check("The configuration is right" in sluss(root, "check"), "the service's user cannot read a secret")
    code, _ = root.run("cat", file, user="nobody")
    check(code != 0, "others read the secrets")


def run_night_with_a_sink_that_is_away(root):
    os.chmod(root.at("/srv/sluss/fakturor"), 0o500)
    os.chown(root.at("/srv/sluss/fakturor"), 0, 0)
    code, said = root.run("sluss", "sync", "nightly-placements", "--at", "2026-11-20", user="sluss")
    check(code == 1, f"the night ended with {code}:\n{said}")
    waiting = deliveries(root)
    check(waiting.get("pending", 0) > 0 and waiting.get("delivered", 0) == 0, f"nothing is in flight: {waiting}")
    return sum(waiting.values())


def finish_night(root, expected):
    os.chmod(root.at("/srv/sluss/fakturor"), 0o755)
    root.must("chown", "sluss:sluss", "/srv/sluss/fakturor")
    sluss(root, "connections", "resume", "peppol.invoices", "--reason", "it may be written to again")
    _, said = root.run("sluss", "sync", "nightly-placements", "--at", "2026-11-21", user="sluss")
    check(deliveries(root) == {"delivered": expected}, f"{deliveries(root)}, not {expected} delivered:\n{said}")
    names = [name for name in os.listdir(root.at("/srv/sluss/fakturor")) if name.endswith(".xml")]
    check(len(names) == expected, f"{len(names)} e-invoices for {expected} deliveries")


def expect_upgrade(root, package):
    before = root.read("/var/lib/dpkg/status")
    check("Version: 0.0.1" in before, "the previous version is not installed")
    install(root, package, "--force-confold")
    said = root.must("dpkg-query", "-W", "-f", "${Version} ${db:Status-Status}", "sluss")
    check(said == field(package, "Version") + " installed", said)
    check(root.read("/etc/sluss/sluss.yaml").startswith("# Ours."), "what the administrator wrote is lost")
    check("/srv/sluss/" in root.read("/etc/sluss/connections.yaml"), "what the administrator wrote is lost")
    check(root.exists("/etc/sluss/sluss.yaml.dpkg-dist"), "the new version's file is not laid beside it")
    check(root.read("/etc/sluss/secrets/mail_password") == "made-up\n", "the secret is lost")


def expect_removal(root, package):
    held = sluss(root, "status", "--json")
    root.must("dpkg", "--remove", "sluss")
    check(not root.exists("/usr/bin/sluss") and not root.exists("/usr/share/sluss"), "it is not removed")
    check(root.exists("/var/lib/sluss/sluss.db") and root.exists("/etc/sluss/sluss.yaml"), "removal took data away")
    install(root, package, "--force-confold")
    check(sluss(root, "status", "--json") == held, "after removal and installation it knows something else")


def expect_purge(root, package):
    said = root.must("dpkg", "--purge", "sluss")
    check("The store of Sluss stays" in said and root.exists("/var/lib/sluss/sluss.db"), f"nobody answered:\n{said}")
    check(not root.exists("/etc/sluss/sluss.yaml") and not root.exists("/etc/sluss/secrets"), "the configuration stays")
    install(root, package)
    root.must("debconf-set-selections", input="sluss sluss/remove_data boolean true\n")
    root.must("dpkg", "--purge", "sluss")
    check(not root.exists("/var/lib/sluss"), "the store stays, though it was to be removed")


def build_plugin(package, development, folder):
    """find_package(sluss) of what the packages hold, and the plugin runs with the packaged program."""
    for one in (package, development):
        subprocess.run(["dpkg-deb", "-x", one, os.path.join(folder, "files")], check=True)
    shout = os.path.join(folder, "shout")
    configured = ["cmake", "-G", "Ninja", "-S", os.path.join(source, "tests/outside/shout"), "-B", shout,
                  "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_PREFIX_PATH=" + os.path.join(folder, "files/usr")]
    for command in (configured, ["cmake", "--build", shout]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        check(done.returncode == 0, done.stdout)
    return os.path.join(shout, "plugins/shout.so")


def expect_plugin(root, module):
    folder = "/usr/lib/x86_64-linux-gnu/sluss/plugins/"
    shutil.copy(module, root.at(folder))
    check("The member's path in the body" in sluss(root, "help", "shout"), "a plugin from outside does not load")
    os.remove(root.at(folder + "shout.so"))


package, development = made_packages()
with tempfile.TemporaryDirectory() as folder:
    shout = build_plugin(package, development, folder)
    previous = as_previous(package, folder)
    root = DebianRoot(package)
    try:
        install(root, previous)
        expect_fresh(root)
        expect_plugin(root, shout)
        configure_sample(root)
        expect_secret(root)
        in_flight = run_night_with_a_sink_that_is_away(root)
        expect_upgrade(root, package)
        finish_night(root, in_flight)
        service = Service(root)
        service.stop()
        expect_removal(root, package)
        expect_purge(root, package)
    except AssertionError as fault:
        sys.exit(str(fault))
    finally:
        root.close()
print(f"installed, ran, {in_flight} deliveries went on after an upgrade, removed, purged; a plugin from outside loads")
