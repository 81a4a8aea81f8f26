package dev.meerkat.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scrape in Prometheus' text form, read strictly: a line that is neither comment nor sample fails. */
final class PrometheusText {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (NaN|[+-]Inf|[-+0-9.eE]+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private final List<Sample> samples = new ArrayList<>();

    /** One line: its name, labels and value. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private PrometheusText() {}

    static PrometheusText read(String text) {
        PrometheusText read = new PrometheusText();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> read.samples.add(sample(line)));
        return read;
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        String rest = sample.group(2) == null ? "" : sample.group(2);
        Matcher label = LABEL.matcher(rest);
        int end = 0;
        while (label.lookingAt()) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
            label.region(end, rest.length());
        }
        if (end != rest.length()) {
            throw new AssertionError("no labels: " + line);
        }
        return new Sample(
                sample.group(1), labels, Double.parseDouble(sample.group(3).replace("Inf", "Infinity")));
    }

    List<Sample> samples(String name) {
        return samples.stream().filter(each -> each.name().equals(name)).toList();
    }

    double value(String name) {
        List<Sample> found = samples(name);
        if (found.size() != 1) {
            throw new AssertionError(name + " " + found);
        }
        return found.get(0).value();
    }

    List<String> names() {
        return samples.stream().map(Sample::name).distinct().toList();
    }
}
