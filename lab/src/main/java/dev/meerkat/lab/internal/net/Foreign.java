package dev.meerkat.lab.internal.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** First words of servers that are no MongoDB. */
public final class Foreign {
    private static final int FATAL = 2;
    private static final int ALERT = 0x15;

    private Foreign() {}

    /** A web server's answer to what is no request. */
    public static byte[] http() {
        return ascii("HTTP/1.1 400 Bad Request\r\nContent-Length: 11\r\nConnection: close\r\n\r\nBad Request");
    }

    /** Redis's answer to what is no command. */
    public static byte[] redis() {
        return ascii("-ERR unknown command\r\n");
    }

    /** An SSH server's greeting. */
    public static byte[] ssh() {
        return ascii("SSH-2.0-OpenSSH_9.6\r\n");
    }

    /** A mail server's greeting. */
    public static byte[] smtp() {
        return ascii("220 mail.example ESMTP ready\r\n");
    }

    /** A MySQL server's greeting: protocol 10, version, connection 8, the challenge in two parts, the login method. */
    public static byte[] mysql() {
        byte[] payload = ascii("\n8.0.36\0" + "\b\0\0\0" + "12345678\0" + "\u007f\u007f\u002d\2\0\u007f\u001f\25"
                + "\0".repeat(10) + "123456789012\0" + "caching_sha2_password\0");
        byte[] packet = new byte[payload.length + Integer.BYTES];
        packet[0] = (byte) payload.length;
        System.arraycopy(payload, 0, packet, Integer.BYTES, payload.length);
        return packet;
    }

    /** Nonsense that starts with a length below zero. */
    public static byte[] garbage(long seed) {
        byte[] bytes = new byte[512];
        new Random(seed).nextBytes(bytes);
        Arrays.fill(bytes, 0, Integer.BYTES, (byte) 0xff);
        return bytes;
    }

    /** A fatal TLS alert in a record of its own. */
    public static byte[] tlsAlert(int description) {
        return new byte[] {ALERT, 3, 3, 0, 2, FATAL, (byte) description};
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
