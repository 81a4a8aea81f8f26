package dev.meerkat.internal.driver;

import com.mongodb.ServerAddress;

/** The server to ask and the question that tells its failures apart. Immutable. */
public record ProbeTarget(ServerAddress address, Question question) {
    /** What one socket can find out. */
    public enum Question {
        /** We speak plain and were cut or left waiting: a TLS server answers a handshake's first message. */
        DOES_IT_SPEAK_TLS,
        /** We speak TLS and were cut or left waiting: a plain server answers a plain {@code hello}. */
        DOES_IT_SPEAK_PLAIN,
        /** TLS began and was cut: reading before the first write keeps the alert, if there is one. */
        DOES_IT_WANT_A_CERTIFICATE
    }
}
