package dev.meerkat.contract.frame;

import dev.meerkat.lab.TlsIdentity;
import java.util.Set;

/**
 * A kind of server that the suite runs on. A test class gets one server of its kind for itself; faults may be done to it freely, as long
 * as each test can live with a server that an earlier one has restarted.
 */
public interface ServerKind {
    /** The kind in a word, for reasons and reports. */
    String name();

    /** What servers of this kind can be made to do. */
    Set<Capability> capabilities();

    /** A server without login or TLS, listening when this returns. Aborts the test, or fails it where the server is required, when there is none. */
    ContractServer start();

    /**
     * A server that lets nobody in without a login, and knows one user, with every right.
     *
     * <p>Only for kinds with {@link Capability#AUTH}.
     */
    ContractServer startWithLogin(String user, String password);

    /** A server that speaks TLS only, as {@code identity}. Only for kinds with {@link Capability#TLS}. */
    ContractServer startWithTls(TlsIdentity identity);
}
