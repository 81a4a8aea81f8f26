/** How well a connection is, from memory: immutable snapshots, and the policy that judges. */
@NullMarked
package dev.meerkat.health;

import org.jspecify.annotations.NullMarked;
