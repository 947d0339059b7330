#!/bin/sh
# The Python environment of the independent signer that the tests of signatures use; prints its interpreter.
# usage: signer.sh REQUIREMENTS FOLDER
exec sh "$(dirname "$0")/python.sh" signer "$1" "$2"
