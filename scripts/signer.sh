#!/bin/sh
# Makes the Python environment of the independent signer that the tests of signatures use, once, and prints its interpreter.
# usage: signer.sh REQUIREMENTS FOLDER
set -eu
requirements=$1
folder=$2/signer-$(cksum <"$requirements" | cut -d ' ' -f 1)

if [ ! -e "$folder/made" ]; then
    rm -rf "$folder" "$folder.new.$$"
    # The distribution's own Python first: it is the one the packages were chosen for.
    python=python3
    [ -x /usr/bin/python3 ] && python=/usr/bin/python3
    if ! "$python" -m venv "$folder.new.$$" >&2; then
        echo "signer: python3 cannot make an environment; the package python3-venv is missing" >&2
        exit 1
    fi
    if ! "$folder.new.$$/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: -r "$requirements" >&2; then
        echo "signer: pip could not install $(grep -i '^pyhanko==' "$requirements"); the package index cannot be reached, or has not this version" >&2
        rm -rf "$folder.new.$$"
        exit 1
    fi
    touch "$folder.new.$$/made"
    mv "$folder.new.$$" "$folder"
fi
echo "$folder/bin/python"
