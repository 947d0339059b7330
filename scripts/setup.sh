#!/bin/sh
# Installs what the build needs from the distribution, checks the compiler, and says clearly what is missing.
# usage: setup.sh SWIFT_VERSION PACKAGE…
set -eu
wanted=$1
shift

say() { echo "setup: $*" >&2; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null | cut -c1-2)" = ii ]; }

if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        as_root=
        if [ "$(id -u)" -ne 0 ]; then
            if ! command -v sudo >/dev/null 2>&1; then
                say "missing packages:$missing"
                say "there is no sudo here; run as root: apt-get install$missing"
                exit 1
            fi
            as_root=sudo
        fi
        say "installing$missing"
        # shellcheck disable=SC2086
        if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/dev/null; then
            say "apt-get could not install$missing; its own words stand above"
            exit 1
        fi
    fi
else
    say "no apt-get here; the build needs what Debian calls: $*"
fi

if ! command -v swift >/dev/null 2>&1; then
    say "there is no swift on the path; install Swift $wanted or later from https://www.swift.org/install"
    exit 1
fi
version=$(swift --version 2>&1) || { say "swift does not run; it says:"; echo "$version" >&2; exit 1; }
found=$(echo "$version" | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
lowest=$(printf '%s\n%s\n' "$wanted" "$found" | sort -V | head -n 1)
if [ "$lowest" != "$wanted" ]; then
    say "Swift ${found:-of an unknown version} is too old; this needs $wanted or later, from https://www.swift.org/install"
    exit 1
fi
