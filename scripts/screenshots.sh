#!/bin/sh
# Pictures of the report on the demo province for the documentation: on a phone, 360 pixels wide, and the first page on A4, in both
# languages. Needs what `make test` needs: Chromium, poppler, and the Python environment of the accessibility check.
# usage: screenshots.sh DEMO FOLDER
set -eu
here=$(dirname "$0")
python=$(sh "$here/python.sh" browser "$here/../Tests/Accessibility/requirements.txt" "$here/../.build")
mkdir -p "$2"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$python" "$here/screenshots.py" "$1/report.html" "$scratch"
for language in vi en; do
    cp "$scratch/phone-$language.png" "$2/report-phone-$language.png"
    pdftoppm -singlefile -f 1 -l 1 -r 80 -png "$scratch/paper-$language.pdf" "$2/report-paper-$language"
done
ls -l "$2"
