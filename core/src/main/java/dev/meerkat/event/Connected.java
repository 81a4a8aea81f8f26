package dev.meerkat.event;

/** The deployment accepts what the connection is for: verified by a selection, a login and a ping. Source: contract S1, S5. */
public record Connected(Facts facts) implements ConnectionEvent {
    @Override
    public boolean extra() {
        return false;
    }
}
