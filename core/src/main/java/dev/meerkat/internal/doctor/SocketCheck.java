package dev.meerkat.internal.doctor;

import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
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
import java.util.Optional;
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

    /** One address and what came of it. */
    private record Way(InetSocketAddress address, Inquiries.Answer<Duration> answer) {
        boolean opened() {
            return answer.value() != null;
        }

        String ip() {
            return address.getAddress().getHostAddress();
        }

        String told() {
            return "connected in " + Figures.millis(answer.took());
        }
    }

    /** The way to go on with, and whether another is tried before. */
    private record Choice(Way way, boolean detour) {}

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
            List<Way> ways = new ArrayList<>();
            answers.forEach((address, answer) -> {
                if (each.getValue().contains(address.getAddress())
                        && address.getPort() == each.getKey().getPort()) {
                    ways.add(new Way(address, answer));
                }
            });
            Choice choice = judge(each.getKey(), ways, entry);
            if (choice != null) {
                sockets.put(each.getKey(), choice.way().address());
                Duration took = choice.way().answer().took();
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                detour |= choice.detour();
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
    private static @Nullable Choice judge(ServerAddress host, List<Way> ways, Entry entry) {
        Optional<Way> open = ways.stream().filter(Way::opened).findFirst();
        Optional<Way> bad = ways.stream().filter(way -> !way.opened()).findFirst();
        Map<String, Object> figures = figures(ways);
        if (bad.isEmpty()) {
            open.ifPresent(way -> entry.host(host, way.told(), figures));
            return open.map(way -> new Choice(way, false)).orElse(null);
        }
        Way closed = bad.get();
        Diagnosis failure = failure(host, closed.answer());
        boolean first = closed.equals(ways.get(0));
        if (open.isEmpty() || first && failure.problem() != Problem.CONNECT_TIMEOUT) {
            entry.host(host, "no connection", figures, ways.size() == 1 ? failure : detailed(failure, closed, open));
            return null;
        }
        Lint lint = new Lint(
                LintRule.ADDRESS,
                ServerText.host(host) + " has the address " + closed.ip() + ", which does not answer");
        entry.host(host, open.get().told(), figures, lint);
        return new Choice(open.get(), first);
    }

    private static Diagnosis detailed(Diagnosis failure, Way closed, Optional<Way> open) {
        return failure.withDetail(
                open.isEmpty()
                        ? "of its addresses this is " + closed.ip()
                        : "the driver tries " + closed.ip() + " first");
    }

    private static Diagnosis failure(ServerAddress host, Inquiries.Answer<Duration> answer) {
        Throwable failure = answer.failure();
        Throwable known = failure != null ? failure : new SocketTimeoutException("Connect timed out");
        return Diagnosis.ofConnecting(known, ServerText.host(host));
    }

    private static Map<String, Object> figures(List<Way> ways) {
        Map<String, Object> figures = new LinkedHashMap<>();
        ways.forEach(way ->
                figures.put(way.ip(), way.opened() ? Figures.number(way.answer().took()) : "no connection"));
        return figures;
    }
}
