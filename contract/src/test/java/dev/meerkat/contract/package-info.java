/** The contract, rule by rule, as tests that every kind of server runs. */
@NullMarked
package dev.meerkat.contract;

import org.jspecify.annotations.NullMarked;
