# Targets: setup, build, demo, test, bench, format. `make demo` and `make test` need nothing before them.
CONFIGURATION ?= release
SWIFT_VERSION := 6.3
PACKAGES := libxml2-dev libsqlite3-dev pkg-config

.PHONY: setup build demo test bench format clean

## What the build needs from the distribution, and the compiler's version; says what is missing.
setup:
	@sh scripts/setup.sh $(SWIFT_VERSION) $(PACKAGES)

build: setup
	swift build -c $(CONFIGURATION)

## A synthetic province, its registers, a few hundred dossiers, and the report. All of it simulated.
demo: build
	swift run -c $(CONFIGURATION) --skip-build onceonly demo --out .demo

test: setup
	swift test

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	rm -rf .build .demo .onceonly
