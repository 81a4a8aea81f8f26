/** What other connections and views do to a connection's latency, in paired rounds. */
@NullMarked
package dev.meerkat.benchmarks.isolation;

import org.jspecify.annotations.NullMarked;
