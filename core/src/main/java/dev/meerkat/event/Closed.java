package dev.meerkat.event;

/** A close ended. Mongoose's {@code close}. Source: contract S6 to S9. */
public record Closed(Facts facts) implements ConnectionEvent {
    @Override
    public boolean extra() {
        return false;
    }
}
