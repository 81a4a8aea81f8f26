#!/usr/bin/env bash
# Repeats the figures of docs/performance.md.
# Usage: benchmarks/run.sh [gate|gate-cpu|transaction-look|leaks|flight|status|paired [SERVER] [rounds]|eyes [SERVER] [rounds]|isolation [SERVER] [rounds]|models [SERVER] [rounds] [operation...]]
# Default: all. SERVER: external (scripts/fetch-server.sh gets it; status needs it too), embedded or a connection string.
# "models" also downloads Spring Data and Morphia, to compare with. Operations: FIND_BY_ID INSERT_ONE FIND_100 INSERT_MANY.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
class_path=

# build MODULE MAVEN-ARGUMENT...: compiles it and learns what a JVM needs to run it.
build() {
    ./mvnw -q -B -pl "$1" -am -DskipTests "${@:2}" process-classes || return
    class_path=$1/target/classes:$(cat "$1/target/classpath.txt")
}

# pinned ARGUMENT...: Java on one processor, where there is taskset, and with it the server that it starts. Whether a thread is woken on this
# processor or another is chance, differs from socket to socket, and costs its waker up to half of an operation.
pinned() {
    local one=()
    if command -v taskset >/dev/null; then
        one=(taskset -c "$(taskset -pc $$ | sed 's/.*[^0-9]//')")
    fi
    ${one[@]+"${one[@]}"} "$java" -XX:ActiveProcessorCount=2 -XX:+UseG1GC -Xms512m -Xmx512m -cp "$class_path" "$@"
}

gate() { "$java" -cp "$class_path" org.openjdk.jmh.Main GateBenchmark -prof gc; }
transaction-look() { "$java" -cp "$class_path" org.openjdk.jmh.Main TransactionLookBenchmark -prof gc; }
flight() { "$java" -cp "$class_path" org.openjdk.jmh.Main FlightBenchmark -prof gc; }
gate-cpu() { pinned dev.meerkat.benchmarks.paired.GateCost; }
leaks() { "$java" -cp "$class_path" org.openjdk.jmh.Main LeakBenchmark -prof gc; }
status() { "$java" -cp "$class_path" org.openjdk.jmh.Main StatusBenchmark; }
paired() { pinned dev.meerkat.benchmarks.paired.PairedRun "$@"; }
eyes() { pinned dev.meerkat.benchmarks.eyes.EyesRun "$@"; }
isolation() { "$java" -Xms512m -Xmx512m -cp "$class_path" dev.meerkat.benchmarks.isolation.IsolationRun "$@"; }
models() {
    build benchmarks/peers -Ppeers || return
    pinned dev.meerkat.benchmarks.peers.ModelsRun "$@"
}

case "${1:-all}" in
    all) build benchmarks && gate && gate-cpu && transaction-look && leaks && flight && status && paired && eyes && isolation && models ;;
    gate | gate-cpu | transaction-look | leaks | flight | status | paired | eyes | isolation) build benchmarks && "$@" ;;
    models) "$@" ;;
    *) sed -n '2,5p' "$0" >&2 && exit 2 ;;
esac
