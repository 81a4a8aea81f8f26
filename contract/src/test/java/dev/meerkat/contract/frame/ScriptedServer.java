package dev.meerkat.contract.frame;

import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.lab.ScriptedReplicaSet;
import java.time.Duration;
import org.bson.Document;

/** A scripted set and the server behind it, as the suite sees them: what is done to the server is done to every member. */
public final class ScriptedServer implements ContractServer {
    private final ContractServer backend;
    private ScriptedReplicaSet set;
    private boolean running = true;

    ScriptedServer(ContractServer backend) {
        this.backend = backend;
        this.set = before(backend);
    }

    private static ScriptedReplicaSet before(ContractServer backend) {
        return ScriptedReplicaSet.builder().inFrontOf(backend.host(), backend.port());
    }

    /** Another set, with other ports, before the same data. */
    public ScriptedReplicaSet renewed() {
        set.close();
        set = before(backend);
        running = true;
        return set;
    }

    @Override
    public String host() {
        return set.member(0).host();
    }

    @Override
    public int port() {
        return set.member(0).port();
    }

    @Override
    public String uri() {
        return set.uri();
    }

    @Override
    public String uri(String query) {
        return uri() + "&" + query;
    }

    @Override
    public boolean running() {
        return running;
    }

    @Override
    public void kill() {
        running = false;
        set.members().forEach(ScriptedMember::kill);
    }

    @Override
    public void restart() {
        set.members().forEach(ScriptedMember::restart);
        set.awaitPrimary(Duration.ofSeconds(10));
        running = true;
    }

    @Override
    public void freeze() {
        throw new UnsupportedOperationException(Capability.FREEZE.absence());
    }

    @Override
    public void thaw() {
        throw new UnsupportedOperationException(Capability.FREEZE.absence());
    }

    @Override
    public Document command(Document command) {
        return backend.command(command);
    }

    @Override
    public void close() {
        set.close();
        backend.close();
    }
}
