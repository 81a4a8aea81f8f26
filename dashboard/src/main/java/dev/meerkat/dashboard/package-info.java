/** Probes for supervisors, figures as JSON, and one live page, from memory alone. */
@NullMarked
package dev.meerkat.dashboard;

import org.jspecify.annotations.NullMarked;
