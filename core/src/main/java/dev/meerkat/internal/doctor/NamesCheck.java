package dev.meerkat.internal.doctor;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.driver.DriverSettings;
import dev.meerkat.internal.time.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The addresses of each host, looked up as the driver does. */
final class NamesCheck {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private NamesCheck() {}

    /**
     * What the step found.
     *
     * @param addresses of the hosts that have any
     */
    record Result(StepReport report, Map<ServerAddress, List<InetAddress>> addresses) {}

    static Result look(MongoClientSettings settings, List<ServerAddress> hosts, TimeSource time, Inquiries inquiries) {
        Entry entry = new Entry(Step.NAMES, time);
        InetAddressResolver names = DriverSettings.names(settings);
        Map<ServerAddress, List<InetAddress>> found = new LinkedHashMap<>();
        inquiries.askAll(hosts, host -> lookUp(names, host), LIMIT).forEach((host, answer) -> {
            List<InetAddress> addresses = answer.value();
            if (addresses == null) {
                entry.host(host, "no address", Map.of(), failure(host, answer.failure()));
            } else {
                found.put(host, addresses);
                List<String> texts =
                        addresses.stream().map(InetAddress::getHostAddress).toList();
                entry.host(host, shown(texts), Map.of("addresses", texts));
            }
        });
        String told = entry.told(found.size(), hosts.size(), "have an address");
        return new Result(found.isEmpty() ? entry.broken(told) : entry.passed(told), found);
    }

    private static List<InetAddress> lookUp(InetAddressResolver names, ServerAddress host) throws UnknownHostException {
        List<InetAddress> found = names.lookupByName(host.getHost());
        if (found.isEmpty()) {
            throw new UnknownHostException(host.getHost());
        }
        return found;
    }

    private static String shown(List<String> addresses) {
        return addresses.stream().limit(4).collect(Collectors.joining(", "))
                + (addresses.size() > 4 ? " and " + (addresses.size() - 4) + " more" : "");
    }

    private static Diagnosis failure(ServerAddress host, @Nullable Throwable failure) {
        return failure != null
                ? Diagnosis.ofConnecting(failure, ServerText.host(host))
                : Diagnosis.of(
                        Problem.UNKNOWN_HOST,
                        "The look-up of " + host.getHost() + " was not answered within " + LIMIT.toSeconds() + " s",
                        ServerText.host(host),
                        null);
    }
}
