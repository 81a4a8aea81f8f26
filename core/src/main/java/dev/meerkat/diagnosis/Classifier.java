package dev.meerkat.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** From throwables to diagnoses: the first rule that knows the failure explains it. */
final class Classifier {
    // The order matters: a login that timed out is a login first, a TLS failure is a network failure last.
    private static final List<Rule> RULES = List.of(
            new LoginRule(),
            new TlsRule(),
            new WaitRule(),
            new MappingRule(),
            new ServerErrorRule(),
            new SetupRule(),
            new ProtocolRule(),
            new NetworkRule(),
            new ClusterTextRule());

    private Classifier() {}

    static Diagnosis classify(Throwable failure, Stage stage, @Nullable String host) {
        CauseChain chain = new CauseChain(failure, stage, host);
        Diagnosed diagnosed = chain.first(Diagnosed.class);
        if (diagnosed != null) {
            return diagnosed.diagnosis();
        }
        for (Rule rule : RULES) {
            Diagnosis diagnosis = rule.explain(chain);
            if (diagnosis != null) {
                return diagnosis;
            }
        }
        return chain.diagnosis(Problem.UNKNOWN, "A " + chain.top().getClass().getName() + " was thrown");
    }
}
