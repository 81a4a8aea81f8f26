/** Models beside the raw driver, Spring Data and Morphia: the same operations on the same documents, in paired rounds. */
@NullMarked
package dev.meerkat.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
