# Targets: setup, build, demo, example, test, bench, fuzz, sanitize, screenshots, format, clean. `make demo` and `make test` need nothing before them.
CONFIGURATION ?= release
# Of optimized rooms the tests run in a fifth of the time. They reach into the rooms (Package.swift says what the variable does); with
# one set of flags program, tests and benchmarks are one build. While writing: swift build, swift test --filter Room.
BUILD := -c $(CONFIGURATION)
build demo test bench sanitize screenshots: export ONCEONLY_TESTABLE := 1
SWIFT_VERSION := 6.3
# libxml2, SQLite, OpenSSL and the client of PostgreSQL with their headers, its server for the tests, zlib for HTTP and PDF, libzip for Word files, libxlsxwriter for Excel, C++ for the cryptography library, git and
# certificates to fetch the Swift packages, Python for the recount, the validator and the independent signer among the tests, Chromium for the check of accessibility and the pictures in docs, poppler for those of paper; ncurses and curl, which Swift itself links.
PACKAGES := libxml2-dev libsqlite3-dev libpq-dev postgresql libssl-dev zlib1g-dev libzip-dev libxlsxwriter-dev pkg-config g++ git ca-certificates python3-minimal python3-venv python3-jsonschema chromium poppler-utils libncurses-dev libcurl4-openssl-dev

.PHONY: setup build demo example test bench fuzz sanitize format clean screenshots

## What the build needs from the distribution, and the compiler's version; says what is missing.
setup:
	@sh scripts/setup.sh $(SWIFT_VERSION) $(PACKAGES)

build: setup
	swift build $(BUILD) --product onceonly

## A synthetic province, its registers, a few hundred dossiers, and the report. All of it simulated.
demo: build
	swift run $(BUILD) --skip-build onceonly demo --out .demo

## The library as an intake service embeds it, and another program that checks a receipt with the public key alone: as it was issued, with
## one value altered, and with its form altered; of the last two it must say so.
example: setup
	swift build -c $(CONFIGURATION) --package-path Examples/Intake --scratch-path .build-example
	.build-example/$(CONFIGURATION)/Intake Examples/Intake/declarations .example
	sh scripts/verify-example.sh .build-example/$(CONFIGURATION)/VerifyReceipt .example

## Two tests at a time: more of them would wait for one another's databases and programs on two cores, not finish earlier.
test: setup
	sh scripts/signer.sh Tests/SignaturesTests/requirements.txt .build
	sh scripts/python.sh browser Tests/Accessibility/requirements.txt .build
	swift build $(BUILD) --build-tests
	swift test $(BUILD) --skip-build --parallel --experimental-maximum-parallelization-width 2

## How long the parts take on this machine, release; all of it takes minutes and a few gigabytes of disk for a while.
## Less: make bench BENCH="--only forms --quick".
bench: build
	swift run $(BUILD) Benchmarks $(BENCH)

## Random and mutilated FEEL through parser, type check, evaluation and reasoning; SECONDS=600 by default.
fuzz: setup
	sh scripts/fuzz.sh $(or $(SECONDS),600)

## The tests under the thread sanitizer, then the address sanitizer, each in a build folder of its own: hours of two cores.
## Leaks are not looked for: the test runner itself has some.
## Less: make sanitize SANITIZERS=thread ROOM=StorageTests.
sanitize: setup
	@for kind in $(or $(SANITIZERS),thread address); do \
		folder=.build-sanitize-$$kind; preload=; \
		swift build $(BUILD) -Xswiftc -g --sanitize=$$kind --scratch-path $$folder --build-tests || exit 1; \
		if [ $$kind = thread ]; then preload=$(CURDIR)/$$folder/continuations.so; clang -shared -fPIC -O1 -o $$preload scripts/thread-sanitizer.c || exit 1; fi; \
		LD_PRELOAD=$$preload TSAN_OPTIONS=suppressions=$(CURDIR)/scripts/thread-sanitizer.supp ASAN_OPTIONS=detect_leaks=0:suppressions=$(CURDIR)/scripts/address-sanitizer.supp \
		$$folder/$(CONFIGURATION)/OnceOnlyPackageTests.xctest --testing-library swift-testing --no-parallel $(if $(ROOM),--filter $(ROOM)) || exit 1; \
	done

## The pictures in docs/images: the report on the demo province as a phone and as paper have it, in both languages.
screenshots: demo
	sh scripts/screenshots.sh .demo docs/images

format:
	swift format --in-place --recursive Benchmarks Sources Tests Package.swift

clean:
	rm -rf .build .build-fuzz .build-example .example .build-sanitize-thread .build-sanitize-address .demo .onceonly
