#!/bin/sh
# verify-example.sh VERIFIER FOLDER: the receipt of the example as it was issued, then with one value altered, then with its form altered.
# Of the last two the verifier must say so, of that value alone, and end with 1.
set -eu
verifier=$1 folder=$2
keys=$(cat "$folder/public-keys.txt")

# shellcheck disable=SC2086 # a key a word
"$verifier" "$folder/receipt.json" "$folder/openings.json" $keys

# refused RECEIPT OPENINGS WORDS: the verifier says the words once, and ends with 1.
refused() {
    status=0
    # shellcheck disable=SC2086
    said=$("$verifier" "$1" "$2" $keys) || status=$?
    echo "$said"
    if [ "$status" -ne 1 ] || [ "$(echo "$said" | grep -c "$3")" -ne 1 ]; then
        echo "verify-example.sh: expected status 1 and '$3' once, found status $status" >&2
        exit 1
    fi
}

awk '!done && sub(/"value": "/, "&x") { done = 1 } { print }' "$folder/openings.json" > "$folder/altered-openings.json"
refused "$folder/receipt.json" "$folder/altered-openings.json" 'is NOT what was sealed'
awk '!done && sub(/"form": "/, "&x") { done = 1 } { print }' "$folder/receipt.json" > "$folder/altered-receipt.json"
refused "$folder/altered-receipt.json" "$folder/openings.json" 'NOT GOOD'
