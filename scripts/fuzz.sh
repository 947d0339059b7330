#!/bin/sh
# Builds the FEEL room alone with libFuzzer and lets it run: scripts/fuzz.sh SECONDS
set -eu
SECONDS_TO_RUN=${1:-600}
OUT=.build-fuzz
FLAGS="-O -wmo -swift-version 6 -package-name onceonly -parse-as-library -sanitize=fuzzer,address -I $OUT
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature InternalImportsByDefault"
mkdir -p $OUT/corpus
for ROOM in Diagnostics Expressions; do
  # shellcheck disable=SC2086
  swiftc $FLAGS -module-name $ROOM -emit-module -emit-module-path $OUT/$ROOM.swiftmodule -c -o $OUT/$ROOM.o $(find Sources/$ROOM -name '*.swift')
done
# shellcheck disable=SC2086
swiftc $FLAGS -module-name FeelFuzz Fuzz/FeelFuzz.swift $OUT/Diagnostics.o $OUT/Expressions.o -use-ld=lld -o $OUT/feel-fuzz
# An input may take 5 seconds and a gigabyte at most; what stops the program is written into $OUT as crash-…, timeout-… or leak-…
ASAN_OPTIONS=detect_leaks=1 $OUT/feel-fuzz -dict=Fuzz/feel.dict -max_len=1000 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
  -max_total_time="$SECONDS_TO_RUN" -artifact_prefix=$OUT/ $OUT/corpus Fuzz/seeds
