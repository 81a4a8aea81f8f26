/** What a scripted set's members are at the moment, and who is elected when. Not API. */
@NullMarked
package dev.meerkat.lab.internal.set;

import org.jspecify.annotations.NullMarked;
