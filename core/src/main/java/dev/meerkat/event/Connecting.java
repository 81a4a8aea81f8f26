package dev.meerkat.event;

/** The first connect began. Source: contract S1. */
public record Connecting(Facts facts) implements ConnectionEvent {
    @Override
    public boolean extra() {
        return false;
    }
}
