package dev.meerkat.lab.internal.process;

import dev.meerkat.lab.internal.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SecantusDB's Rust server. A set of one member unless told otherwise. */
public final class Secantus implements Program {
    @Override
    public String kind() {
        return "secantusd-rs";
    }

    @Override
    public boolean wantsInitiation(LaunchPlan plan) {
        return false;
    }

    @Override
    public List<String> words(LaunchPlan plan) throws IOException {
        // An empty file of our own: otherwise it reads the working directory's and the user's configuration.
        Path configuration = plan.scratch().resolve("secantusd.toml");
        Files.writeString(configuration, "");
        List<String> words = new ArrayList<>(List.of(plan.binary().toString(), "--config", configuration.toString()));
        words.addAll(List.of("--host", LoopbackPorts.HOST, "--port", Integer.toString(plan.port())));
        // With log files of 2 GB, the default, a restart takes 8 s instead of 0.14 s.
        words.addAll(
                List.of("--storage-path", plan.data().toString(), "--cache-size", "64M", "--log-file-max", "16MB"));
        addIf(plan.syncOnCommit(), "--sync-on-commit", words);
        addIf(plan.standalone(), "--standalone", words);
        addIf(plan.auth(), "--auth", words);
        addTls(plan.tls(), words);
        words.addAll(plan.arguments());
        return words;
    }

    private static void addTls(@Nullable TlsFiles tls, List<String> words) {
        if (tls == null) {
            return;
        }
        words.addAll(List.of("--tls-cert-file", tls.certificate().toString()));
        words.addAll(List.of("--tls-key-file", tls.key().toString()));
        Path authority = tls.clientAuthority();
        if (authority != null) {
            words.addAll(List.of("--tls-ca-file", authority.toString()));
            addIf(tls.clientRequired(), "--tls-require-client-cert", words);
        }
    }

    private static void addIf(boolean wanted, String word, List<String> words) {
        if (wanted) {
            words.add(word);
        }
    }
}
