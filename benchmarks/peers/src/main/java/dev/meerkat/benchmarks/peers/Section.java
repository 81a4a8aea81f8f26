package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import dev.meerkat.benchmarks.paired.Comparison;
import dev.meerkat.benchmarks.paired.Contestant;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.Document;

/** The run as a section of Markdown, on standard output as it grows: how it was done, a table for each kind, the goals. Thread safety: none. */
final class Section {
    private final String how;
    private final List<String> goals = new ArrayList<>();

    private Section(String how) {
        this.how = how;
    }

    /** A section about so many rounds on the server of that client. */
    static Section on(MongoClient client, int rounds, int turns) {
        String server = client.getDatabase("admin")
                .runCommand(new Document("buildInfo", 1))
                .getString("version");
        return new Section(String.format(
                Locale.ROOT,
                """
                ## Models

                `benchmarks/run.sh models`, %s: %d rounds of %d turns of each contestant after a warm-up; Java %s, %s, %d processors; a server that
                calls itself %s. Processor time and memory are the calling thread's; ratios are taken within a round: median [95 %% bounds]
                (min–max). All have the same pool and store the same documents: Spring Data writes no `_class`, Morphia no `_t`. "no rules" is
                `{_id, name, email, age}`; "typical rules" adds an enum and two times, which Meerkat checks and fills in, while the others check nothing
                and get id and times from the caller. "makes the id": records are handed over without one. "`id` by name": nor has the record
                `@BsonId`, so that Meerkat's own record codec maps it.""",
                LocalDate.now(ZoneOffset.UTC),
                rounds,
                turns,
                Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                server));
    }

    void begin() {
        System.out.println(how);
    }

    void begin(Kind kind) {
        System.out.println();
        System.out.println("### Models: " + kind.text());
        System.out.println();
        System.out.println(Comparison.HEAD);
    }

    void add(Kind kind, Operation operation, List<Contestant> contestants, Comparison comparison) {
        System.out.println(comparison.lines());
        goals.add(Goals.line(kind, operation, contestants, comparison));
    }

    void end() {
        System.out.println();
        System.out.println("### Models: goals");
        System.out.println();
        goals.forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%nLoad average at the end: %.1f.%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
