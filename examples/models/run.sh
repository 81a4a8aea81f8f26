#!/bin/sh
# Runs the example on the deployment that MONGO_URI names, or on a server inside the process. APP_ENV=production switches autoIndex off.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -q -B -pl examples/models -am -DskipTests process-classes
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "examples/models/target/classes:$(cat examples/models/target/classpath.txt)" \
    dev.meerkat.examples.models.ModelsExample
