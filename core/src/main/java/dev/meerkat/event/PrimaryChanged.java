package dev.meerkat.event;

import java.util.Optional;

/** Another member is primary now. Extra. Source: contract S13. */
public record PrimaryChanged(Facts facts, Optional<String> oldPrimary, Optional<String> newPrimary)
        implements ConnectionEvent {}
