package dev.meerkat.lab.internal.set;

/**
 * Which protocol a server speaks.
 *
 * @param lowest its oldest version
 * @param highest its newest
 */
public record WireVersions(int lowest, int highest) {}
