package dev.meerkat.event;

/** A close began. Source: contract S6. */
public record Disconnecting(Facts facts) implements ConnectionEvent {
    @Override
    public boolean extra() {
        return false;
    }
}
