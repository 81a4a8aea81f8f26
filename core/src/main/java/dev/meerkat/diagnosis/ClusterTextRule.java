package dev.meerkat.diagnosis;

import com.mongodb.MongoTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Server selections that ended, read from the cluster state in their text: the last resort, since Meerkat's own
 * listeners know more.
 */
final class ClusterTextRule implements Rule {
    private static final String STATE = "Client view of cluster state is";
    private static final Pattern ADDRESS = Pattern.compile("\\{address=([^,\\s]+), type=");

    // The most telling first: the text holds the chain of every server.
    private static final Map<String, Problem> SIGNS = new LinkedHashMap<>();

    static {
        SIGNS.put("does not match required replica set name", Problem.WRONG_SET_NAME);
        SIGNS.put("No SRV records available", Problem.SRV_MISSING);
        SIGNS.put("does not share domain name", Problem.SRV_INVALID);
        SIGNS.put("SRV record", Problem.SRV_MISSING);
        SIGNS.put("Unsupported SASL mechanism", Problem.AUTH_MECHANISM);
        SIGNS.put("Received fatal alert: protocol_version", Problem.TLS_HANDSHAKE);
        SIGNS.put("Received fatal alert: handshake_failure", Problem.TLS_HANDSHAKE);
        SIGNS.put("Received fatal alert: ", Problem.TLS_CLIENT_CERTIFICATE);
        SIGNS.put("CertificateExpiredException", Problem.TLS_EXPIRED);
        SIGNS.put("CertificateNotYetValidException", Problem.TLS_NOT_YET_VALID);
        SIGNS.put("No subject alternative", Problem.TLS_HOST_NAME);
        SIGNS.put("No name matching", Problem.TLS_HOST_NAME);
        SIGNS.put("PKIX path", Problem.TLS_UNTRUSTED);
        SIGNS.put("Unsupported or unrecognized SSL message", Problem.TLS_NOT_SPOKEN);
        SIGNS.put("reply message length", Problem.NOT_MONGODB);
        SIGNS.put("reply message opCode", Problem.NOT_MONGODB);
        SIGNS.put("capacity < 0", Problem.NOT_MONGODB);
        SIGNS.put("Connection refused", Problem.REFUSED);
        SIGNS.put("UnknownHostException", Problem.UNKNOWN_HOST);
        SIGNS.put("onnect timed out", Problem.CONNECT_TIMEOUT);
        SIGNS.put("Read timed out", Problem.SILENT);
        SIGNS.put("onnection reset", Problem.RESET);
        SIGNS.put("Broken pipe", Problem.RESET);
        SIGNS.put("Prematurely reached end of stream", Problem.CLOSED_AT_ONCE);
        SIGNS.put("Remote host terminated the handshake", Problem.CLOSED_AT_ONCE);
    }

    static boolean knows(CauseChain failure) {
        return failure.says(MongoTimeoutException.class, STATE)
                || failure.says(MongoTimeoutException.class, "waiting to resolve SRV records");
    }

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        MongoTimeoutException timeout = failure.first(MongoTimeoutException.class);
        if (timeout == null) {
            return null;
        }
        String text = String.valueOf(timeout.getMessage());
        int start = text.indexOf(STATE);
        return explainState(failure, start < 0 ? text : text.substring(start));
    }

    private static Diagnosis explainState(CauseChain failure, String state) {
        List<String> hosts =
                ADDRESS.matcher(state).results().map(match -> match.group(1)).toList();
        Problem problem = problem(state);
        String message = problem == Problem.SELECTION_TIMEOUT
                ? "No server fit to use was found in time"
                : "No server fit to use was found in time: " + problem.meaning().replaceFirst("\\.$", "");
        Diagnosis found = Diagnosis.of(problem, message, hosts.size() == 1 ? hosts.get(0) : null, failure.top());
        // One server's fatal cause need not be the others'.
        return hosts.size() > 1 ? found.withoutFatality() : found;
    }

    private static Problem problem(String state) {
        if (state.contains("MongoSecurityException")) {
            return login(state);
        }
        for (Map.Entry<String, Problem> sign : SIGNS.entrySet()) {
            if (state.contains(sign.getKey())) {
                return sign.getValue();
            }
        }
        boolean primary = state.contains("type=REPLICA_SET_PRIMARY");
        if (!primary && state.contains("type=REPLICA_SET_SECONDARY")) {
            return Problem.NO_PRIMARY;
        }
        if (!primary && state.contains("type=REPLICA_SET_GHOST")) {
            return Problem.NOT_INITIATED;
        }
        return primary ? Problem.NO_MATCHING_SERVER : Problem.SELECTION_TIMEOUT;
    }

    private static Problem login(String state) {
        if (state.contains("Unsupported SASL mechanism") || state.contains("error 334")) {
            return Problem.AUTH_MECHANISM;
        }
        return state.contains("MongoCommandException") ? Problem.AUTH_FAILED : Problem.AUTH_UNANSWERED;
    }
}
