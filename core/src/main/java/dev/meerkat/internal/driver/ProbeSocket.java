package dev.meerkat.internal.driver;

import dev.meerkat.internal.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A socket that keeps what it received and whose reads all end at one deadline, however slowly bytes drip in. */
final class ProbeSocket extends Socket {
    private static final int KEPT = 1 << 16;
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final TimeSource time;
    private volatile long deadline;

    ProbeSocket(TimeSource time) {
        this.time = time;
        this.deadline = time.nanos();
    }

    /** Sets when reads end, in monotonic nanoseconds. */
    void readUntil(long nanos) {
        deadline = nanos;
    }

    int millisLeft() throws SocketTimeoutException {
        long left = deadline - time.nanos();
        if (left < MILLI) {
            throw new SocketTimeoutException("Read timed out");
        }
        return (int) (left / MILLI);
    }

    byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Recording(super.getInputStream());
    }

    private final class Recording extends FilterInputStream {
        private Recording(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            setSoTimeout(millisLeft());
            int count = super.read(bytes, offset, length);
            synchronized (received) {
                if (count > 0 && received.size() < KEPT) {
                    received.write(bytes, offset, count);
                }
            }
            return count;
        }
    }
}
