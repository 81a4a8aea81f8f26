package dev.meerkat.lab.internal.process;

import dev.meerkat.lab.internal.Folders;
import dev.meerkat.lab.internal.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's own mongod. It journals what it acknowledges with {@code j: true}, so {@code syncOnCommit} makes its
 * journal's interval short.
 */
public final class Mongod implements Program {
    @Override
    public String kind() {
        return "mongod";
    }

    @Override
    public boolean wantsInitiation(LaunchPlan plan) {
        return !plan.standalone();
    }

    @Override
    public List<String> words(LaunchPlan plan) throws IOException {
        List<String> words = new ArrayList<>(List.of(plan.binary().toString(), "--bind_ip", LoopbackPorts.HOST));
        words.addAll(List.of(
                "--port", Integer.toString(plan.port()), "--dbpath", plan.data().toString()));
        words.addAll(List.of("--setParameter", "enableTestCommands=1"));
        if (plan.syncOnCommit()) {
            words.addAll(List.of("--journalCommitInterval", "1"));
        }
        if (!plan.standalone()) {
            words.addAll(List.of("--replSet", SET_NAME));
        }
        addAuth(plan, words);
        addTls(plan, words);
        words.addAll(plan.arguments());
        return words;
    }

    private static void addAuth(LaunchPlan plan, List<String> words) {
        if (!plan.auth()) {
            return;
        }
        words.add("--auth");
        if (!plan.standalone()) {
            // Members of a set with logins must share a key, also when there is only one.
            Path key = Folders.writeSecret(plan.scratch().resolve("member.key"), "bWVlcmthdC1sYWI=");
            words.addAll(List.of("--keyFile", key.toString()));
        }
    }

    private static void addTls(LaunchPlan plan, List<String> words) throws IOException {
        @Nullable TlsFiles tls = plan.tls();
        if (tls == null) {
            return;
        }
        String both = Files.readString(tls.certificate()) + Files.readString(tls.key());
        Path pem = Folders.writeSecret(plan.scratch().resolve("server.pem"), both);
        words.addAll(List.of("--tlsMode", "requireTLS", "--tlsCertificateKeyFile", pem.toString()));
        Path authority = tls.clientAuthority();
        if (authority == null) {
            return;
        }
        words.addAll(List.of("--tlsCAFile", authority.toString()));
        if (!tls.clientRequired()) {
            words.add("--tlsAllowConnectionsWithoutCertificates");
        }
    }
}
