/** The linter: what it looks at, what it found, and that each is told once. Source: contract D3. */
@NullMarked
package dev.meerkat.internal.lint;

import org.jspecify.annotations.NullMarked;
