#!/bin/sh
# Runs the example: MONGO_URI names the deployment, HOST and PORT where it listens (127.0.0.1 and 8080 unless set). Ctrl-C ends it in order.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -q -B -pl examples/api -am -DskipTests process-classes
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "examples/api/target/classes:$(cat examples/api/target/classpath.txt)" \
    dev.meerkat.examples.api.OrderApi
