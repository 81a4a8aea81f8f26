package dev.meerkat.lab;

/**
 * A MongoDB-compatible server on loopback that can be ended and brought back. It keeps its port and its data until
 * {@link #close()}.
 *
 * <p>Every method returns when what it names has happened, may be called in any state and from any thread, and throws
 * {@link LabException} when it cannot be done. What is already so is left so: stopping a stopped server does nothing.
 */
public interface LabServer extends AutoCloseable {
    /** The numeric loopback address it listens on. */
    String host();

    /** The port it listens on, the same over restarts. */
    int port();

    /** Host and port as MongoDB writes them, {@code host:port}. */
    default String address() {
        return host() + ":" + port();
    }

    /**
     * The connection string without login: {@code mongodb://host:port/}, with {@code ?tls=true} where the server speaks
     * TLS only.
     */
    String uri();

    /** What it is, in one word: {@code embedded}, {@code secantusd-rs}, {@code mongod}. */
    String kind();

    /** Whether it has been started and not ended since, by whomever; a frozen process is running. */
    boolean running();

    /** Ends it in good order; connections are closed, the data stays. */
    void stop();

    /** Ends it without a word, the nearest the kind has to SIGKILL; the data stays. */
    void kill();

    /** Starts it again on the same port and data and returns when it answers; stops it first when it is running. */
    void restart();

    /** Ends it and removes what it stored in temporary places. A closed server cannot be restarted. */
    @Override
    void close();
}
