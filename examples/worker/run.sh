#!/bin/sh
# Runs the example: MONGO_URI names the deployment, RABBITMQ_URI the broker (amqp://127.0.0.1 unless set). Ctrl-C ends it in order.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -q -B -pl examples/worker -am -DskipTests process-classes
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "examples/worker/target/classes:$(cat examples/worker/target/classpath.txt)" \
    dev.meerkat.examples.worker.OrderWorker
