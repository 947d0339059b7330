#!/bin/sh
# Installs the distribution packages the build needs and checks the compiler.
# usage: setup.sh SWIFT_VERSION PACKAGE…
set -eu
wanted=$1
shift

missing=
for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
    command -v apt-get >/dev/null 2>&1 || { echo "setup: missing$missing, and this system has no apt-get: install them by hand" >&2; exit 1; }
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || { echo "setup: missing$missing; run as root or install sudo" >&2; exit 1; }
        as_root=sudo
    fi
    echo "setup: installing$missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

command -v swift >/dev/null 2>&1 || { echo "setup: there is no swift; install Swift $wanted or later from swift.org" >&2; exit 1; }
found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
lowest=$(printf '%s\n%s\n' "$wanted" "$found" | sort -V | head -n 1)
[ "$lowest" = "$wanted" ] || { echo "setup: Swift $found is too old; this needs $wanted or later" >&2; exit 1; }
