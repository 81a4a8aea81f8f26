package dev.meerkat.contract.frame;

import org.bson.Document;

/** One running server of some kind. Closing it ends it and removes its data. Methods for faults return when the fault has happened. */
public interface ContractServer extends AutoCloseable {
    /** The address it listens on, as a numeric loopback address. */
    String host();

    /** The port it listens on; stays the same over restarts. */
    int port();

    /** The plain connection string, {@code mongodb://host:port/}: one host, no set name, no login. */
    default String uri() {
        return "mongodb://" + host() + ":" + port() + "/";
    }

    /** The connection string with query options, for example {@code replicaSet=secantus}. */
    default String uri(String query) {
        return uri() + "?" + query;
    }

    /** Whether it listens, as far as this object's own acts tell. */
    boolean running();

    /** Ends it without a word: SIGKILL, or the nearest the kind has. Data written before stay for {@link #restart()}. */
    void kill();

    /** Lets it listen again on the same port and data; returns when it accepts. */
    void restart();

    /** Stops the process without ending it: sockets stay open, nobody answers. Only with {@link Capability#FREEZE}. */
    void freeze();

    /** Ends {@link #freeze()}. */
    void thaw();

    /**
     * Runs a command on {@code admin} through a raw driver client of its own, logged in where the server wants it; the way to fail points
     * and {@code serverStatus}.
     */
    Document command(Document command);

    @Override
    void close();
}
