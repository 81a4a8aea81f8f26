#!/usr/bin/env bash
# Repeats the figures of docs/performance.md.
# Usage: benchmarks/run.sh [gate|gate-cpu|status|paired [external|embedded|URI] [rounds]|model [rounds]]   (default: all)
# "status", "model" and "paired external" need the external server: scripts/fetch-server.sh gets it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./mvnw -q -B -pl benchmarks -am -DskipTests process-classes
class_path=benchmarks/target/classes:$(cat benchmarks/target/classpath.txt)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

gate() { "$java" -cp "$class_path" org.openjdk.jmh.Main GateBenchmark -prof gc; }
gate-cpu() { "$java" -cp "$class_path" dev.meerkat.benchmarks.paired.GateCost; }
status() { "$java" -cp "$class_path" org.openjdk.jmh.Main StatusBenchmark; }
model() { "$java" -Xms512m -Xmx512m -cp "$class_path" dev.meerkat.benchmarks.paired.ModelRun "$@"; }
paired() { "$java" -Xms512m -Xmx512m -cp "$class_path" dev.meerkat.benchmarks.paired.PairedRun "$@"; }

case "${1:-all}" in
    all) gate && gate-cpu && status && paired && model ;;
    gate | gate-cpu | status | paired | model) "$@" ;;
    *) sed -n '2,4p' "$0" >&2 && exit 2 ;;
esac
