#!/bin/sh
# Makes a Python environment of the tests' own, once for each list of packages, and prints its interpreter.
# usage: python.sh NAME REQUIREMENTS FOLDER
set -eu
name=$1
requirements=$2
folder=$3/$name-$(cksum <"$requirements" | cut -d ' ' -f 1)

if [ ! -e "$folder/made" ]; then
    rm -rf "$folder" "$folder.new.$$"
    # The distribution's own Python first: it is the one the packages were chosen for.
    python=python3
    [ -x /usr/bin/python3 ] && python=/usr/bin/python3
    if ! "$python" -m venv "$folder.new.$$" >&2; then
        echo "$name: python3 cannot make an environment; the package python3-venv is missing" >&2
        exit 1
    fi
    if ! "$folder.new.$$/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: -r "$requirements" >&2; then
        echo "$name: pip could not install what $requirements lists; the package index cannot be reached, or has not these versions" >&2
        rm -rf "$folder.new.$$"
        exit 1
    fi
    touch "$folder.new.$$/made"
    mv "$folder.new.$$" "$folder"
fi
echo "$folder/bin/python"
