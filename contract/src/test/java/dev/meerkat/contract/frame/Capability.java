package dev.meerkat.contract.frame;

/** What a kind of server can be made to do, beyond answering; a test names what it needs with {@link ContractCase#needs}. */
public enum Capability {
    /** The process can die without a word: SIGKILL. */
    KILL("it has no process of its own to kill"),
    /** The process can be stopped and continued: SIGSTOP, SIGCONT. */
    FREEZE("it has no process of its own to freeze"),
    /** It checks logins and rights. */
    AUTH("it knows no users"),
    /** It speaks TLS with certificates made for the test. */
    TLS("it is not started with certificates"),
    /** It announces a replica set. */
    REPLICA_SET("it announces no replica set"),
    /** Its primary steps down, dies and is replaced. */
    ELECTIONS("it elects nobody"),
    /** It has sessions and transactions. */
    TRANSACTIONS("it has no transactions"),
    /** It builds text indexes. */
    TEXT_INDEX("it builds no text index"),
    /** It builds hashed indexes. */
    HASHED_INDEX("it builds no hashed index"),
    /** It builds wildcard indexes. */
    WILDCARD_INDEX("it builds no wildcard index"),
    /** It changes an index in place: {@code collMod}. */
    CHANGE_INDEX("it has no collMod"),
    /** It has change streams that wait for the next change. */
    CHANGE_STREAMS("it has no change streams that wait"),
    /** Its {@code serverStatus} counts its connections. */
    SOCKET_COUNT("its serverStatus does not count connections"),
    /** It takes updates that are pipelines. */
    UPDATE_PIPELINE("it has no updates by pipeline"),
    /** It explains queries with a plan. */
    EXPLAIN("it has no explain"),
    /** It can be told to fail or delay commands: {@code configureFailPoint}. */
    FAIL_POINTS("it has no fail points");

    private final String absence;

    Capability(String absence) {
        this.absence = absence;
    }

    /** Why a test that needs this cannot run on a kind without it; reads on after the kind's name. */
    public String absence() {
        return absence;
    }
}
