package dev.meerkat.diagnosis;

import static dev.meerkat.diagnosis.Fatality.FATAL;
import static dev.meerkat.diagnosis.Fatality.OPERATION;
import static dev.meerkat.diagnosis.Fatality.TRANSIENT;

import java.util.Optional;

/**
 * The problem catalogue: each way a connection or an operation can fail, with a stable code, its meaning, a remedy
 * and what it is fatal for.
 *
 * <p>Codes never change their meaning; new ones may be added, so keep a default branch. The same catalogue as a table:
 * {@code docs/guide/problems.md}. Source: contract D1.
 */
public enum Problem {
    // Finding and reaching the server.
    REFUSED(
            "MK-REFUSED",
            "Nothing listens on that host and port.",
            "Start the server, or correct host and port in the URI; in a container `localhost` is the container itself",
            TRANSIENT),
    UNKNOWN_HOST(
            "MK-UNKNOWN-HOST",
            "The host name has no address (DNS does not know it).",
            "Correct the host name; a name without a dot is often a container's, known only inside its own network",
            TRANSIENT),
    CONNECT_TIMEOUT(
            "MK-CONNECT-TIMEOUT",
            "Nothing answered the attempt to open a socket, not even with a refusal.",
            "Check that host and port are right and that no firewall, security group or IP access list drops packets",
            TRANSIENT),
    SILENT(
            "MK-SILENT",
            "The socket opened and then nothing was answered.",
            "Check whether the server hangs, and what stands between: a proxy, a tunnel, a frozen host",
            TRANSIENT),
    RESET(
            "MK-RESET",
            "The other side reset the connection.",
            "Check the server's log and what stands between: a proxy, a load balancer, a connection limit",
            TRANSIENT),
    CLOSED_AT_ONCE(
            "MK-CLOSED-AT-ONCE",
            "The other side closed the connection without an answer.",
            "Check the server's log and its connection limit, and that no proxy without a server answers there",
            TRANSIENT),
    NETWORK("MK-NETWORK", "The network failed in another way.", "Read the cause; check route and interface", TRANSIENT),
    NOT_MONGODB(
            "MK-NOT-MONGODB",
            "What answers there is not a MongoDB server.",
            "Correct host and port: MongoDB's own port is 27017, and its wire protocol is not HTTP",
            FATAL),

    // TLS.
    TLS_UNTRUSTED(
            "MK-TLS-UNTRUSTED",
            "The server's certificate was signed by nobody this JVM trusts.",
            "Give the CA's certificate (tlsCAFile), or renew the JVM's trust store",
            FATAL),
    TLS_EXPIRED("MK-TLS-EXPIRED", "The server's certificate has expired.", "Renew the server's certificate", FATAL),
    TLS_NOT_YET_VALID(
            "MK-TLS-NOT-YET-VALID",
            "The server's certificate is not valid yet.",
            "Check this machine's clock first, then the certificate",
            FATAL),
    TLS_HOST_NAME(
            "MK-TLS-HOST-NAME",
            "The server's certificate is for other names than the one connected to.",
            "Connect by a name that is in the certificate, or add this one to its subject alternative names",
            FATAL),
    TLS_CLIENT_CERTIFICATE(
            "MK-TLS-CLIENT-CERTIFICATE",
            "The server wants a client certificate: none was sent, or it was not accepted.",
            "Give a client certificate and key (tlsCertificateKeyFile) signed by a CA that the server trusts",
            FATAL),
    TLS_HANDSHAKE(
            "MK-TLS-HANDSHAKE",
            "Client and server agree on no TLS version or cipher.",
            "Allow the same TLS version (1.2 or 1.3) and ciphers on both sides",
            FATAL),
    TLS_EXPECTED(
            "MK-TLS-EXPECTED",
            "The server speaks TLS and this connection does not.",
            "Turn TLS on: `tls=true` in the URI",
            FATAL),
    TLS_NOT_SPOKEN(
            "MK-TLS-NOT-SPOKEN",
            "This connection speaks TLS and the server does not.",
            "Turn TLS on in the server, or off here (`tls=false`) where the network itself is trusted",
            FATAL),
    TLS_OTHER("MK-TLS-OTHER", "The TLS handshake failed in another way.", "Read the cause and the server's log", FATAL),

    // Login and rights.
    AUTH_FAILED(
            "MK-AUTH-FAILED",
            "The server refused the login.",
            "Check user, password and authSource; escape : / ? # [ ] @ % and + in the URI's password",
            FATAL),
    AUTH_MECHANISM(
            "MK-AUTH-MECHANISM",
            "The server does not offer the login mechanism asked for.",
            "Leave authMechanism out, or name one that the server has enabled",
            FATAL),
    AUTH_UNANSWERED(
            "MK-AUTH-UNANSWERED",
            "The login was not answered, or was cut off.",
            "Check whether the server is overloaded, starting, or an arbiter, which knows no users",
            TRANSIENT),
    CREDENTIAL_UNAVAILABLE(
            "MK-CREDENTIAL-UNAVAILABLE",
            "The source of the login gave none.",
            "See that the file or variable exists, is not empty and may be read by this process; of a callback read the cause",
            TRANSIENT),
    LOGIN_REQUIRED(
            "MK-LOGIN-REQUIRED",
            "The server requires a login and the connection has no credentials.",
            "Give user, password and authSource",
            FATAL),
    NOT_AUTHORIZED(
            "MK-NOT-AUTHORIZED",
            "The user may log in and has no right to this operation.",
            "Grant the user a role with this right, or use another database",
            OPERATION),

    // The server and the set.
    WRONG_SET_NAME(
            "MK-WRONG-SET-NAME",
            "The server belongs to a replica set with another name.",
            "Correct replicaSet in the URI",
            FATAL),
    NOT_A_SET_MEMBER(
            "MK-NOT-A-SET-MEMBER",
            "A replica set was asked for and the server is in none.",
            "Remove replicaSet from the URI and give one host, or connect to a member of the set",
            FATAL),
    WIRE_VERSION_TOO_OLD(
            "MK-WIRE-VERSION-TOO-OLD",
            "The server is too old for this driver.",
            "Upgrade the server (MongoDB 4.2 or newer), or use an older driver",
            FATAL),
    WIRE_VERSION_TOO_NEW(
            "MK-WIRE-VERSION-TOO-NEW",
            "The server is too new for this driver.",
            "Upgrade the MongoDB Java driver",
            FATAL),
    LOAD_BALANCER_MODE(
            "MK-LOAD-BALANCER-MODE",
            "Load balancer mode was asked for and the server does not support it.",
            "Remove loadBalanced=true from the URI, or connect to the load balancer",
            FATAL),
    API_VERSION(
            "MK-API-VERSION",
            "The server does not know the Stable API version asked for.",
            "Remove the server API setting, or name a version that the server has",
            FATAL),
    REPLICA_SET_REQUIRED(
            "MK-REPLICA-SET-REQUIRED",
            "Transactions and change streams need a replica set or a sharded cluster, and this is a standalone server.",
            "Start the server as a replica set of one member (--replSet and rs.initiate()), or connect to a set",
            OPERATION),
    NO_PRIMARY(
            "MK-NO-PRIMARY",
            "The replica set answers and has no primary.",
            "Wait for the election (about 12 s); if it lasts, check that a majority of the members is up",
            TRANSIENT),
    MEMBERS_UNREACHABLE(
            "MK-MEMBERS-UNREACHABLE",
            "The server answered, and its set consists of hosts that cannot be reached from here.",
            "Make the members' names in rs.conf() resolvable and reachable from here, or use directConnection=true",
            TRANSIENT),
    NOT_INITIATED(
            "MK-NOT-INITIATED",
            "The server was started as a set member and the set was never initiated, or does not contain it any more.",
            "Run rs.initiate() on it, or add it to the set again",
            TRANSIENT),
    STARTING(
            "MK-STARTING", "The set member is starting or recovering.", "Wait until it is up; read its log", TRANSIENT),
    ARBITER_ONLY(
            "MK-ARBITER-ONLY",
            "Only an arbiter answers; it holds no data.",
            "Name the data-bearing members in the URI as well",
            TRANSIENT),
    HIDDEN_ONLY(
            "MK-HIDDEN-ONLY",
            "Only a hidden member answers; the driver never uses one.",
            "Name the other members in the URI as well, or use directConnection=true",
            TRANSIENT),
    NO_MATCHING_SERVER(
            "MK-NO-MATCHING-SERVER",
            "The servers are up and none fits the read preference, its tags or its limit of staleness.",
            "Correct read preference and tags, or tag the members",
            TRANSIENT),

    // SRV and TXT records.
    SRV_MISSING(
            "MK-SRV-MISSING",
            "DNS has no SRV record for the host name of the mongodb+srv URI.",
            "Correct the host name, or list the hosts in a mongodb:// URI",
            TRANSIENT),
    SRV_DNS_DOWN(
            "MK-SRV-DNS-DOWN",
            "The name server did not answer the question for SRV or TXT records.",
            "Check this machine's name server",
            TRANSIENT),
    SRV_INVALID(
            "MK-SRV-INVALID",
            "The SRV or TXT records break the rules: a host of another domain, or an option that is not allowed.",
            "Correct the records, or list the hosts in a mongodb:// URI",
            FATAL),

    // Operations.
    POOL_EXHAUSTED(
            "MK-POOL-EXHAUSTED",
            "No pooled connection became free in time: all are in use.",
            "Find what holds them so long; raise maxPoolSize only if the server can take it",
            TRANSIENT),
    TOO_MANY_CONNECTING(
            "MK-TOO-MANY-CONNECTING",
            "No pooled connection was opened in time: new ones are slow to open.",
            "Set minPoolSize to have them ready, look at what makes opening slow, or raise maxConnecting",
            TRANSIENT),
    SELECTION_TIMEOUT(
            "MK-SELECTION-TIMEOUT",
            "No server fit to use was found in time.",
            "Check that the servers are up and can be reached from here; the cause tells how the driver sees them",
            TRANSIENT),
    OPERATION_TIMEOUT(
            "MK-OPERATION-TIMEOUT",
            "The operation did not end within its time limit.",
            "Make the operation faster (index, smaller batch), or raise operationTimeout",
            TRANSIENT),
    SOCKET_TIMEOUT(
            "MK-SOCKET-TIMEOUT",
            "The server did not answer an operation within socketTimeout.",
            "Make the operation faster, or raise socketTimeout; check that the server is alive",
            TRANSIENT),
    MAX_TIME(
            "MK-MAX-TIME",
            "The server stopped the operation at its maxTime.",
            "Make the operation faster (index, smaller batch), or raise maxTime",
            TRANSIENT),
    NOT_PRIMARY(
            "MK-NOT-PRIMARY",
            "The server is not primary (any more) and took no write.",
            "Try again after the election; with directConnection, connect to the primary",
            TRANSIENT),
    SHUTTING_DOWN(
            "MK-SHUTTING-DOWN", "The server is shutting down.", "Try again when it, or another, is up", TRANSIENT),
    RECOVERING("MK-RECOVERING", "The server is recovering and takes no operations.", "Try again in a while", TRANSIENT),
    OVERLOADED("MK-OVERLOADED", "The server refuses work because it is overloaded.", "Send less, and later", TRANSIENT),
    DUPLICATE_KEY(
            "MK-DUPLICATE-KEY",
            "A document with the same value of a unique index exists.",
            "Use another value, or update the existing document",
            OPERATION),
    WRITE_CONFLICT(
            "MK-WRITE-CONFLICT",
            "Another transaction changed the same document.",
            "Run the whole transaction again",
            TRANSIENT),
    WRITE_CONCERN(
            "MK-WRITE-CONCERN",
            "The write was applied and not confirmed as widely as its write concern asks.",
            "Check the members' health and the write concern",
            TRANSIENT),
    READ_ONLY("MK-READ-ONLY", "The server takes no writes.", "Use a server or mode that takes writes", OPERATION),
    OUT_OF_DISK("MK-OUT-OF-DISK", "The server's disk is full.", "Make room on the server's disk", TRANSIENT),
    CURSOR_LOST("MK-CURSOR-LOST", "The server no longer has the cursor.", "Run the query again", OPERATION),
    STREAM_HISTORY_LOST(
            "MK-STREAM-HISTORY-LOST",
            "The server no longer has the changes that follow the resume token.",
            "Read the present state anew and watch from now on; a larger oplog bridges longer absences",
            OPERATION),
    STREAM_TOKEN_REFUSED(
            "MK-STREAM-TOKEN-REFUSED",
            "The server does not accept the resume token.",
            "Use a token of the same deployment, namespace and pipeline, or watch from now on",
            OPERATION),
    STREAM_INVALIDATED(
            "MK-STREAM-INVALIDATED",
            "What the change stream watched was dropped or renamed.",
            "Watch again with startAfter and the last token, or let it be",
            OPERATION),
    STREAM_LISTENER_FAILED(
            "MK-STREAM-LISTENER-FAILED",
            "The listener of a change stream threw.",
            "Mend the listener and watch again from the last token; SKIP and RETRY are other policies",
            OPERATION),
    STREAM_UNREADABLE(
            "MK-STREAM-UNREADABLE",
            "A change could not be decoded to the class the stream was asked for.",
            "Mend the class or its codec and watch again from the last token, or watch as Document",
            OPERATION),
    SERVER_ERROR("MK-SERVER-ERROR", "The server refused the operation.", "Read the cause: it has the text", OPERATION),

    // What Meerkat itself decides.
    NOT_OPENED("MK-NOT-OPENED", "The connection was never opened.", "Call connect() first", OPERATION),
    CLOSED("MK-CLOSED", "The connection was closed by the application.", "Open it again with connect()", OPERATION),
    DRAINING("MK-DRAINING", "The connection is closing.", "Send no new work after close()", OPERATION),
    FORCED_AT_DRAIN(
            "MK-FORCED-AT-DRAIN",
            "The operation was cut because it outlived closeGrace.",
            "Raise closeGrace, or bound the operation",
            OPERATION),
    CONNECTION_REMOVED(
            "MK-CONNECTION-REMOVED",
            "The connection was removed from its registry and cannot be opened again.",
            "Create a new connection with that name and use its handle",
            OPERATION),
    TENANT_POOLS_FULL(
            "MK-TENANT-POOLS-FULL",
            "As many tenants have a pool of their own as may have one, and none was idle for long enough.",
            "Try again later, shorten the idle time of TenantPools, or raise its cap if the servers bear it",
            TRANSIENT),
    BUFFER_TIMEOUT(
            "MK-BUFFER-TIMEOUT",
            "The operation waited bufferTimeout for the connection in vain.",
            "Remove the cause of the outage; raise bufferTimeout to ride out longer ones",
            TRANSIENT),
    NOT_CONNECTED(
            "MK-NOT-CONNECTED",
            "The connection is not connected and bufferCommands is off.",
            "Try again when it is connected, or turn bufferCommands on",
            TRANSIENT),
    TOO_MANY_WAITING(
            "MK-TOO-MANY-WAITING",
            "maxBuffered callers wait for the connection already.",
            "Send less during an outage, or raise maxBuffered",
            TRANSIENT),
    CONNECT_CANCELLED(
            "MK-CONNECT-CANCELLED",
            "The first connect was cancelled by close().",
            "Open the connection again with connect()",
            OPERATION),
    STARTUP_DEADLINE(
            "MK-STARTUP-DEADLINE",
            "The first connect did not succeed within startupTimeout.",
            "Remove the cause of the last failure, or raise startupTimeout",
            TRANSIENT),
    ATTEMPTS_USED_UP(
            "MK-ATTEMPTS-USED-UP",
            "The first connect used up the attempts of its retry policy.",
            "Remove the cause of the last failure, or allow more attempts",
            TRANSIENT),
    AWAIT_TIMEOUT(
            "MK-AWAIT-TIMEOUT",
            "The connection was not connected within the time the caller gave.",
            "Wait longer; the connection itself goes on trying",
            TRANSIENT),
    SETTINGS_CONFLICT(
            "MK-SETTINGS-CONFLICT",
            "The connection is open with other settings.",
            "Use reconfigure(), or close it first, or open it with the settings it has",
            OPERATION),
    NOT_RECONFIGURABLE(
            "MK-NOT-RECONFIGURABLE",
            "The connection is not open, so there is nothing to reconfigure.",
            "Open it with the new options: open(options)",
            OPERATION),
    INVALID_OPTIONS("MK-INVALID-OPTIONS", "The options cannot be.", "Correct every option that is named", FATAL),
    CLASS_PATH(
            "MK-CLASS-PATH",
            "The class path lacks a class or method that the connection needs.",
            "Put all parts of the MongoDB driver on the class path in one version that has what is named",
            FATAL),
    WAIT_INTERRUPTED(
            "MK-WAIT-INTERRUPTED",
            "The waiting thread was interrupted.",
            "Let the thread end, as whoever interrupted it wants",
            OPERATION),
    SIGNALS_UNAVAILABLE(
            "MK-SIGNALS-UNAVAILABLE",
            "This JVM lets nobody handle signals; a shutdown hook does it, which cannot see a second signal.",
            "Add the module jdk.unsupported, or do without forcing by a second signal",
            OPERATION),

    // Models.
    INVALID_MODEL(
            "MK-INVALID-MODEL",
            "No model can be made from that class or schema.",
            "Correct every problem that is named",
            OPERATION),
    MODEL_CONFLICT(
            "MK-MODEL-CONFLICT",
            "The connection has a model of that name with another definition.",
            "Define it once, choose another name, or remove the old one with removeModel()",
            OPERATION),
    INVALID_DOCUMENT(
            "MK-INVALID-DOCUMENT",
            "The document or update breaks rules of its schema; nothing was written.",
            "Correct every path that is named",
            OPERATION),
    INVALID_FILTER(
            "MK-INVALID-FILTER",
            "The filter does not fit the schema; nothing was sent.",
            "Correct every path that is named; build operators with Filters",
            OPERATION),
    STALE_VERSION(
            "MK-STALE-VERSION",
            "The document was changed by somebody else since it was read; nothing was written.",
            "Read it again, apply the change to what is there now, write again",
            OPERATION),
    DOCUMENT_TOO_LARGE(
            "MK-DOCUMENT-TOO-LARGE",
            "The document is larger than the server's limit of 16 MB.",
            "Split the document, or keep large content in GridFS",
            OPERATION),
    MAPPING(
            "MK-MAPPING",
            "A Java object and a document could not be turned into each other.",
            "Read the cause: it names the class or field; add a codec, or correct the class or the stored document",
            OPERATION),

    // Indexes.
    INDEX_NAME_TAKEN(
            "MK-INDEX-NAME-TAKEN",
            "An index of that name exists with other keys.",
            "Give the schema's index another name, or let syncIndexes() build it under one and drop the old one",
            OPERATION),
    INDEX_OPTIONS_DIFFER(
            "MK-INDEX-OPTIONS-DIFFER",
            "An index on the same keys exists with other options.",
            "Correct the schema, or let syncIndexes() change or replace the existing index",
            OPERATION),
    INDEX_DUPLICATES(
            "MK-INDEX-DUPLICATES",
            "A unique index cannot be built because documents with equal keys exist.",
            "Find the documents, change or delete all but one of each key, then call createIndexes()",
            OPERATION),
    INDEX_REFUSED(
            "MK-INDEX-REFUSED",
            "The server does not build an index of this kind, or not with these options.",
            "Read the server's reason; take the index out of the schema, or use a server that has this kind",
            OPERATION),
    INDEXES_DIFFER(
            "MK-INDEXES-DIFFER",
            "The collection's indexes differ from the schema, and the policy is VERIFY.",
            "Look at indexPlan(), then call createIndexes() or syncIndexes() at a moment of your choice",
            OPERATION),

    // The rest.
    UNKNOWN(
            "MK-UNKNOWN",
            "Nothing in the catalogue fits.",
            "Read the cause; if it should have a code of its own, report it",
            TRANSIENT);

    private final String code;
    private final String meaning;
    private final String fix;
    private final Fatality fatality;

    Problem(String code, String meaning, String fix, Fatality fatality) {
        this.code = code;
        this.meaning = meaning;
        this.fix = fix;
        this.fatality = fatality;
    }

    /** The entry with that code; empty when the catalogue has none. */
    public static Optional<Problem> ofCode(String code) {
        for (Problem problem : values()) {
            if (problem.code.equals(code)) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    /** The stable code, safe to match on. */
    public String code() {
        return code;
    }

    /** What the code stands for, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** What to do, in one sentence without a full stop. */
    public String fix() {
        return fix;
    }

    /** Whether the connection cannot come to be without a change: it ends the first connect. Source: contract O3. */
    public boolean fatal() {
        return fatality == FATAL;
    }

    /** Whether the same operation cannot succeed without a change; true for all that is {@link #fatal()}. */
    public boolean fatalForOperation() {
        return fatality != TRANSIENT;
    }
}
