package dev.meerkat.lab;

/** Stands in a test's field until its server is started; fails when used. */
final class NotStarted implements LabServer {
    @Override
    public String host() {
        throw new IllegalStateException("not started");
    }

    @Override
    public int port() {
        throw new IllegalStateException("not started");
    }

    @Override
    public String uri() {
        throw new IllegalStateException("not started");
    }

    @Override
    public String kind() {
        return "none";
    }

    @Override
    public boolean running() {
        return false;
    }

    @Override
    public void stop() {}

    @Override
    public void kill() {}

    @Override
    public void restart() {}

    @Override
    public void close() {}
}
