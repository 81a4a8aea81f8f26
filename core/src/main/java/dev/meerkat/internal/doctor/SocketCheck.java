package dev.meerkat.internal.doctor;

import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.time.TimeSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A socket to each address of each host, opened and closed. */
final class SocketCheck {
    /** Long enough for the second packet of an attempt, which is sent after 1 s. */
    private static final Duration LIMIT = Duration.ofMillis(2500);

    private SocketCheck() {}

    /**
     * What the step found.
     *
     * @param sockets where to go on with each host that can be reached
     * @param slowest the longest that opening one of these took
     * @param detour whether the driver will wait for an address that keeps silent before it comes to one of these
     */
    record Result(StepReport report, Map<ServerAddress, InetSocketAddress> sockets, Duration slowest, boolean detour) {}

    static Result look(Map<ServerAddress, List<InetAddress>> addresses, TimeSource time, Inquiries inquiries) {
        Entry entry = new Entry(Step.SOCKET, time);
        List<InetSocketAddress> all = new ArrayList<>();
        addresses.forEach((host, each) -> each.forEach(address -> all.add(at(host, address))));
        Map<InetSocketAddress, Inquiries.Answer<Duration>> answers =
                inquiries.askAll(all, address -> open(address, time), LIMIT.plusMillis(300));
        Map<ServerAddress, InetSocketAddress> sockets = new LinkedHashMap<>();
        Duration slowest = Duration.ZERO;
        boolean detour = false;
        for (Map.Entry<ServerAddress, List<InetAddress>> each : addresses.entrySet()) {
            ServerAddress host = each.getKey();
            List<InetSocketAddress> ways =
                    each.getValue().stream().map(address -> at(host, address)).toList();
            InetSocketAddress way = judge(host, ways, answers, entry);
            if (way != null) {
                sockets.put(host, way);
                detour |= !way.equals(ways.get(0));
                Duration took = answers.get(way).took();
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
        }
        String told = entry.told(sockets.size(), addresses.size(), "take connections");
        return new Result(sockets.isEmpty() ? entry.broken(told) : entry.passed(told), sockets, slowest, detour);
    }

    private static InetSocketAddress at(ServerAddress host, InetAddress address) {
        return new InetSocketAddress(address, host.getPort());
    }

    private static Duration open(InetSocketAddress address, TimeSource time) throws Exception {
        long began = time.nanos();
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) LIMIT.toMillis());
            return Duration.ofNanos(time.nanos() - began);
        }
    }

    /** How the driver would fare: it tries another address only if the first one keeps silent. Null if it would not get in. */
    private static @Nullable InetSocketAddress judge(
            ServerAddress host,
            List<InetSocketAddress> ways,
            Map<InetSocketAddress, Inquiries.Answer<Duration>> answers,
            Entry entry) {
        InetSocketAddress open = null;
        InetSocketAddress bad = null;
        for (InetSocketAddress way : ways) {
            boolean opened = answers.get(way).value() != null;
            open = open == null && opened ? way : open;
            bad = bad == null && !opened ? way : bad;
        }
        if (bad == null && open != null) {
            entry.host(host, opened(answers.get(open)), figures(ways, answers));
            return open;
        }
        Diagnosis failure = failure(host, answers.get(bad));
        String where = ways.size() == 1 ? "" : bad.getAddress().getHostAddress();
        boolean given = open == null || bad.equals(ways.get(0)) && failure.problem() != Problem.CONNECT_TIMEOUT;
        if (given) {
            Diagnosis told = ways.size() == 1
                    ? failure
                    : failure.withDetail(
                            open == null
                                    ? "of its addresses this is " + where
                                    : "the driver tries " + where + " first");
            entry.host(host, "no connection", figures(ways, answers), told);
            return null;
        }
        Lint lint = new Lint(LintRule.ADDRESS, host + " has the address " + where + ", which does not answer");
        entry.host(host, opened(answers.get(open)), figures(ways, answers), lint);
        return open;
    }

    private static String opened(Inquiries.Answer<Duration> answer) {
        return "connected in " + Figures.millis(answer.took());
    }

    private static Diagnosis failure(ServerAddress host, Inquiries.Answer<Duration> answer) {
        Throwable failure = answer.failure();
        Throwable known = failure != null ? failure : new SocketTimeoutException("Connect timed out");
        return Diagnosis.ofConnecting(known, host.toString());
    }

    private static Map<String, Object> figures(
            List<InetSocketAddress> ways, Map<InetSocketAddress, Inquiries.Answer<Duration>> answers) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (InetSocketAddress way : ways) {
            Duration took = answers.get(way).value();
            figures.put(way.getAddress().getHostAddress(), took == null ? "no connection" : Figures.number(took));
        }
        return figures;
    }
}
