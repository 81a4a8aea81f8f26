package dev.meerkat.internal.driver;

import java.io.ByteArrayOutputStream;

/** What the bytes of a TLS server tell before they are encrypted. */
final class ProbeTls {
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int CERTIFICATE_REQUEST = 13;

    private ProbeTls() {}

    /** Whether the first record is a TLS handshake message or alert. */
    static boolean speaksTls(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] == ALERT || bytes[0] == HANDSHAKE) && bytes[1] == 3;
    }

    /** Whether a TLS 1.2 server asked for a client certificate; 1.3 asks encrypted. */
    static boolean asksForCertificate(byte[] bytes) {
        byte[] messages = handshake(bytes);
        int at = 0;
        while (at + MESSAGE_HEADER <= messages.length) {
            if (messages[at] == CERTIFICATE_REQUEST) {
                return true;
            }
            at += MESSAGE_HEADER + number(messages, at + 1, 3);
        }
        return false;
    }

    /** The plain handshake messages, joined: a message may span records. */
    private static byte[] handshake(byte[] bytes) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int at = 0;
        while (at + RECORD_HEADER <= bytes.length && bytes[at] != CHANGE_CIPHER_SPEC) {
            int length = Math.min(number(bytes, at + 3, 2), bytes.length - at - RECORD_HEADER);
            if (bytes[at] == HANDSHAKE) {
                messages.write(bytes, at + RECORD_HEADER, length);
            }
            at += RECORD_HEADER + length;
        }
        return messages.toByteArray();
    }

    private static int number(byte[] bytes, int start, int count) {
        int value = 0;
        for (int index = start; index < start + count; index++) {
            value = value << 8 | bytes[index] & 0xff;
        }
        return value;
    }
}
