package dev.meerkat.event;

/** The connection may be used; follows {@link Connected}, and {@link Reconnected} after an outage. Mongoose's {@code open}. Source: contract S1, S5. */
public record Opened(Facts facts) implements ConnectionEvent {
    @Override
    public boolean extra() {
        return false;
    }
}
