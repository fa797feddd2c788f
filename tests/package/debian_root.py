"""A Debian 12 with nothing in it but what a package says that it needs, to install that package in."""
import hashlib
import os
import re
import shutil
import subprocess
import tempfile


def field(package, name):
    return subprocess.run(["dpkg-deb", "-f", package, name], capture_output=True, text=True, check=True).stdout.strip()


def needed(package):
    """One package for each that it depends on; where there is a choice, the one that needs least."""
    names = []
    for choice in field(package, "Depends").split(","):
        names_of_choice = [re.sub(r"\(.*?\)", "", name).strip() for name in choice.split("|")]
        small = [name for name in names_of_choice if "standalone" in name]
        names.append((small or names_of_choice)[0])
    return sorted(names)


def missing_for(package):
    """Why there can be no such root here; empty when there can."""
    if os.geteuid() != 0:
        return "a Debian is set up by root alone"
    if shutil.which("mmdebstrap") is None:
        return "mmdebstrap is not installed"
    return ""


class DebianRoot:
    """Unpacked in a folder of its own, which goes with it. $SLUSS_ROOTS is where roots are kept between runs."""

    def __init__(self, package):
        kept = os.environ.get("SLUSS_ROOTS", tempfile.gettempdir())
        includes = needed(package)
        name = "sluss-root-" + hashlib.sha256(" ".join(includes).encode()).hexdigest()[:16] + ".tar"
        archive = os.path.join(kept, name)
        if not os.path.exists(archive):
            begun = archive + f".{os.getpid()}.tar"
            subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", "--include=" + ",".join(includes), "bookworm",
                            begun], check=True)
            os.rename(begun, archive)
        self.path = tempfile.mkdtemp(prefix="sluss-debian-")
        subprocess.run(["tar", "--extract", "--file", archive, "--directory", self.path, "--exclude=./dev/*"], check=True)

    def close(self):
        # In a mount namespace of each command's own, so nothing is mounted here any more.
        shutil.rmtree(self.path)

    def command(self, words, user="root"):
        inside = ["chroot", f"--userspec={user}:{user}", self.path, "/usr/bin/env", "-i", "HOME=/",
                  "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", *words]
        mounts = (f'mount --make-rprivate / && mount -t proc proc "{self.path}/proc" && '
                  f'mount -t tmpfs dev "{self.path}/dev" && '
                  f'for n in null zero random urandom; do touch "{self.path}/dev/$n" && '
                  f'mount --bind /dev/$n "{self.path}/dev/$n"; done && exec "$@"')
        return ["unshare", "--mount", "sh", "-c", mounts, "sh", *inside]

    def run(self, *words, user="root", input=None):
        """Exit code and all that was said."""
        done = subprocess.run(self.command(words, user), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              input=input)
        return done.returncode, done.stdout

    def must(self, *words, user="root", input=None, exit=0):
        code, said = self.run(*words, user=user, input=input)
        if code != exit:
            raise AssertionError(f"{' '.join(words)}: exit code {code}, not {exit}\n{said}")
        return said

    def at(self, path):
        return self.path + path

    def exists(self, path):
        return os.path.lexists(self.at(path))

    def read(self, path):
        with open(self.at(path), encoding="utf-8") as file:
            return file.read()

    def write(self, path, text):
        with open(self.at(path), "w", encoding="utf-8") as file:
            file.write(text)
