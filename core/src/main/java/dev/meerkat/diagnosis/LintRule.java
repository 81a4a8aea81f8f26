package dev.meerkat.diagnosis;

import java.util.Optional;

/**
 * The linter's rules: each a practice that works today and hurts one day, with a stable code, the reason and the remedy.
 *
 * <p>Codes never change their meaning; new ones may be added. A hint is a guess that may be wrong, since a program cannot see what was meant.
 * The same as a table: {@code docs/guide/linter.md}. Source: contract D3.
 */
public enum LintRule {
    // What options say.
    UNBOUNDED(
            "MK-LINT-UNBOUNDED",
            "Neither operationTimeout nor socketTimeout is set.",
            "an operation on a network that swallows packets waits without end, and so does its thread",
            "Set operationTimeout (or socketTimeout, as the preset production does)",
            false),
    TIMEOUTS_IN_VAIN(
            "MK-LINT-TIMEOUTS-IN-VAIN",
            "socketTimeout or waitQueueTimeout is set beside operationTimeout.",
            "the driver ignores both once operationTimeout is set",
            "Remove them, or remove operationTimeout",
            false),
    OPTION_IN_VAIN(
            "MK-LINT-OPTION-IN-VAIN",
            "An option was asked for that is cut, forced off or without effect.",
            "whoever set it believes that it holds",
            "Remove the option, or what stands against it",
            false),
    AUTO_INDEX(
            "MK-LINT-AUTO-INDEX",
            "autoIndex is on in production.",
            "each start of each instance builds indexes, at the busiest moment and without anybody looking",
            "Turn autoIndex off, and let a deployment call syncIndexes()",
            false),
    NO_RETRY(
            "MK-LINT-NO-RETRY",
            "The first connect is tried once only, in production.",
            "a database that starts a moment later than the application, or is electing, ends the start",
            "Use RetryPolicy.fixed or exponential",
            false),
    MIN_POOL(
            "MK-LINT-MIN-POOL",
            "minPoolSize keeps more sockets open than half of what the pool may have at most.",
            "each instance holds them on each server, needed or not, and they count against the server's limit",
            "Lower minPoolSize to what the first requests need: 2 in the preset production",
            false),

    // What the application does.
    REOPENED(
            "MK-LINT-REOPENED",
            "A client to one deployment was opened more than 10 times in a minute.",
            "each open costs sockets, threads, handshakes and logins; a client is made to be kept",
            "Open one connection at the start, keep it, and hand it to whoever needs it",
            false),
    TWO_CLIENTS(
            "MK-LINT-TWO-CLIENTS",
            "Two connections reach one deployment as the same user.",
            "each has a pool and monitors of its own on every server",
            "Use one connection, and useDb for its other databases; or keep them apart on purpose and count their pools together",
            false),
    POOL_OVER_LIMIT(
            "MK-LINT-POOL-OVER-LIMIT",
            "All instances together may open more sockets than the server takes.",
            "when all pools are full the server refuses connections, those of its own members included",
            "Lower maxPoolSize, run fewer instances, or raise the server's limit (net.maxIncomingConnections, open files)",
            false),
    UNWATCHED(
            "MK-LINT-UNWATCHED",
            "No listener, meter, health check or dashboard has looked at the connection for 60 s after it was opened.",
            "an outage will be noticed by its victims first",
            "Subscribe to Disconnected, or serve health, meters or the dashboard",
            true),
    NO_CLOSE(
            "MK-LINT-NO-CLOSE",
            "60 s after the open nothing is known that closes the connection when the process is told to stop.",
            "work in flight dies with the process, acknowledged or not; a shutdown hook of your own cannot be seen from here",
            "Call closeOnSignals(), set signals, or close in a hook of your own and ignore this rule",
            true),
    UNRELATED_MODELS(
            "MK-LINT-UNRELATED-MODELS",
            "More than 25 models share one connection.",
            "models that have nothing to do with each other then share one pool, and a slow one starves the others",
            "Give groups of models that belong together a connection each, if their loads differ",
            true),

    // What the doctor sees.
    SINGLE_MEMBER(
            "MK-LINT-SINGLE-MEMBER",
            "The connection talks to one member of a replica set and to no other.",
            "when that member is not primary any more nothing follows the new one",
            "Name the set (replicaSet=…) or several of its hosts, unless this is meant",
            false),
    NOT_WRITABLE(
            "MK-LINT-NOT-WRITABLE",
            "What answers takes no writes.",
            "reads pass and every write fails",
            "Connect to the primary, or declare the connection readOnly",
            false),
    MEMBER_UNREACHABLE(
            "MK-LINT-MEMBER-UNREACHABLE",
            "A member of a deployment that is usable cannot be used.",
            "the next election may choose it, and the majority is closer to being lost",
            "Look at that member, and at the network between",
            false),
    ADDRESS(
            "MK-LINT-ADDRESS",
            "One of several addresses of a host does not answer.",
            "the driver begins with the first address, and each new socket waits for it before it tries another",
            "Take the address out of DNS, or make the server listen on it",
            false),
    CERTIFICATE_EXPIRES(
            "MK-LINT-CERTIFICATE-EXPIRES",
            "The server's certificate expires within 30 days.",
            "from then on nobody can connect",
            "Renew it now",
            false),
    SLOW_ROUND_TRIP(
            "MK-LINT-SLOW-ROUND-TRIP",
            "A round trip to the server takes more than 50 ms.",
            "a page that asks ten times in a row waits ten times as long",
            "Run the application near the database; look at the network between",
            true);

    private final String code;
    private final String practice;
    private final String reason;
    private final String fix;
    private final boolean hint;

    LintRule(String code, String practice, String reason, String fix, boolean hint) {
        this.code = code;
        this.practice = practice;
        this.reason = reason;
        this.fix = fix;
        this.hint = hint;
    }

    /** The rule with that code; empty when there is none. */
    public static Optional<LintRule> ofCode(String code) {
        for (LintRule rule : values()) {
            if (rule.code.equals(code)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** The stable code, safe to match on. */
    public String code() {
        return code;
    }

    /** The practice, in one sentence. */
    public String practice() {
        return practice;
    }

    /** Why it is a bad idea, in words that follow a "because", without a full stop. */
    public String reason() {
        return reason;
    }

    /** What to do instead, in one sentence without a full stop. */
    public String fix() {
        return fix;
    }

    /** Whether it is a guess, told at level INFO; the others are told at WARN. */
    public boolean hint() {
        return hint;
    }
}
