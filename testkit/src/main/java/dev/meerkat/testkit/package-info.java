/**
 * The lab as a JUnit extension: servers, elections and faults as parameters of a test, events to wait for, writes that are counted, and leaks
 * that fail a test. Works with JUnit Jupiter 5.12 and newer, 6 included, and without Meerkat's core.
 */
@NullMarked
package dev.meerkat.testkit;

import org.jspecify.annotations.NullMarked;
