/** JMH on what every operation pays for: the gate and the status. */
@NullMarked
package dev.meerkat.benchmarks;

import org.jspecify.annotations.NullMarked;
