package dev.meerkat.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The alerts a server sends when it breaks a handshake off, by their names in the TLS standard. */
final class TlsAlerts {
    private static final String RECEIVED = "Received fatal alert: ";
    private static final Map<String, Problem> PROBLEMS = new LinkedHashMap<>();

    static {
        // The server sent its own certificate before: what it complains about is ours.
        for (String name : new String[] {
            "certificate_required",
            "bad_certificate",
            "certificate_unknown",
            "certificate_expired",
            "certificate_revoked",
            "unsupported_certificate",
            "unknown_ca",
            "access_denied"
        }) {
            PROBLEMS.put(name, Problem.TLS_CLIENT_CERTIFICATE);
        }
        for (String name :
                new String[] {"protocol_version", "handshake_failure", "insufficient_security", "illegal_parameter"}) {
            PROBLEMS.put(name, Problem.TLS_HANDSHAKE);
        }
        PROBLEMS.put("unrecognized_name", Problem.TLS_HOST_NAME);
    }

    private TlsAlerts() {}

    static @Nullable Diagnosis explain(CauseChain failure) {
        for (Map.Entry<String, Problem> alert : PROBLEMS.entrySet()) {
            if (failure.says(RECEIVED + alert.getKey())) {
                return failure.diagnosis(
                        alert.getValue(),
                        failure.server() + " broke the TLS handshake off with the alert " + alert.getKey());
            }
        }
        return null;
    }
}
