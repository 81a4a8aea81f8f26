/** Rules about the code itself: which package may use which, what no class may call, how big a piece may be. Source: design §2, §4. */
@NullMarked
package dev.meerkat.contract.architecture;

import org.jspecify.annotations.NullMarked;
