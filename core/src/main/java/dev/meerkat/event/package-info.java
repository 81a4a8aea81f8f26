/** What a connection tells: one record for each kind of event. */
@NullMarked
package dev.meerkat.event;

import org.jspecify.annotations.NullMarked;
