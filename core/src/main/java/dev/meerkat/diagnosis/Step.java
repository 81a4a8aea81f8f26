package dev.meerkat.diagnosis;

/** What the doctor looks at, in this order. Source: contract D2. */
public enum Step {
    /** The connection string and the options. */
    URI("URI"),
    /** SRV and TXT records of a {@code mongodb+srv://} host. */
    RECORDS("SRV and TXT"),
    /** The addresses of each host. */
    NAMES("DNS"),
    /** A socket to each address. */
    SOCKET("TCP"),
    /** A handshake with each host, where TLS is asked for. */
    TLS("TLS"),
    /** The driver's own greeting: does MongoDB answer, in a version that fits. */
    HELLO("hello"),
    /** The login, and whether the user may do anything in the database. */
    LOGIN("login"),
    /** What kind of deployment it is, its members and their roles. */
    ROLE("role and set"),
    /** How long pings take. */
    ROUND_TRIP("round trip"),
    /** The pool's size and the other options, as the linter sees them. */
    POOL("pool, options"),
    /** The sockets of all instances against what the server takes. */
    LIMIT("server limit");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    /** A name for people. */
    public String title() {
        return title;
    }
}
