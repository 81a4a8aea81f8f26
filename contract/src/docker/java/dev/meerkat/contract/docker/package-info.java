/** The contract suite on a real MongoDB in a container: profile {@code docker} alone compiles this. */
@NullMarked
package dev.meerkat.contract.docker;

import org.jspecify.annotations.NullMarked;
