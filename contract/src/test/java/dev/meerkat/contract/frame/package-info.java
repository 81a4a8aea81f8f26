/** What the contract suite stands on: kinds of server, recorded events, counts of threads, sockets and operations. */
@NullMarked
package dev.meerkat.contract.frame;

import org.jspecify.annotations.NullMarked;
