#!/usr/bin/python3
"""What Sluss is made of, as SPDX 2.3: the Debian packages whose libraries its files load, and those whose headers are
compiled into it.   sbom.py VERSION LIST FILE... > sbom.spdx.json     LIST is deploy/packages.txt"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def needed_by(file):
    """Where the loader finds what the file needs, itself and through others."""
    for line in output_of("ldd", file).splitlines():
        found = re.match(r"\s*(\S+) => (\S+) \(0x", line)
        if found:
            yield found.group(1), os.path.realpath(found.group(2))


def package_of(path):
    """dpkg may know it by the path before or after /usr was merged."""
    for name in (path, path.removeprefix("/usr")):
        asked = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True)
        if asked.returncode == 0:
            return asked.stdout.split(": ")[0].split(",")[0]
    return None


def described(package, role):
    name, version, architecture, home = output_of(
        "dpkg-query", "--show", "--showformat=${Package}\t${Version}\t${Architecture}\t${Homepage}", package).split("\t")
    return {
        "name": name, "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", f"{role}-{name}"), "versionInfo": version,
        "supplier": "Organization: Debian", "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "homepage": home or "NOASSERTION", "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
        "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={architecture}"}],
    }


def installed(package):
    asked = subprocess.run(["dpkg-query", "--show", "--showformat=${db:Status-Status}", package], capture_output=True,
                           text=True)
    return asked.stdout == "installed"


def main(version, packages, files):
    own = {os.path.basename(file) for file in files}
    libraries = {path for file in files for name, path in needed_by(file) if name not in own}
    loaded = {path: package_of(path) for path in libraries}
    unknown = sorted(path for path, package in loaded.items() if package is None
                     and not os.path.basename(path).startswith("libsluss"))
    if unknown:
        sys.exit("no Debian package has: " + ", ".join(unknown))
    with open(packages, encoding="utf-8") as lines:
        listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    headers = [name for name in listed if name.endswith("-dev") and installed(name)]
    parts = [described(package, "loads") for package in sorted({package for package in loaded.values() if package})]
    compiled = [described(package, "compiled") for package in sorted(headers)]

    checksum = hashlib.sha256()
    for file in files:
        with open(file, "rb") as bytes_of_file:
            checksum.update(bytes_of_file.read())
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    itself = {"name": "sluss", "SPDXID": "SPDXRef-sluss", "versionInfo": version, "downloadLocation": "NOASSERTION",
              "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": "NOASSERTION",
              "copyrightText": "NOASSERTION"}
    relation = {"loads": "DYNAMIC_LINK", "compiled": "CONTAINS"}
    json.dump({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"sluss-{version}",
        "documentNamespace": f"urn:sluss:sbom:{version}:{checksum.hexdigest()}",
        "creationInfo": {"created": created, "creators": ["Tool: deploy/package/sbom.py"]},
        "packages": [itself, *parts, *compiled],
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                           "relatedSpdxElement": "SPDXRef-sluss"}]
        + [{"spdxElementId": "SPDXRef-sluss", "relationshipType": relation[part["SPDXID"].split("-")[1]],
            "relatedSpdxElement": part["SPDXID"]} for part in [*parts, *compiled]],
    }, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
