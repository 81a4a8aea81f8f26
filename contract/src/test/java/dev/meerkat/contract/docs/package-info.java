/** That the documents tell the truth: their examples compile and run, their links lead somewhere. Source: design §2. */
@NullMarked
package dev.meerkat.contract.docs;

import org.jspecify.annotations.NullMarked;
