package dev.meerkat.internal.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of collections from names of models, as Mongoose makes them: lower case, English plural, the first rule that fits.
 *
 * <p>Source: the rules of Mongoose 9's {@code lib/helpers/pluralize.js}, its oddities included ({@code index} becomes {@code indices},
 * a word that ends in {@code ex} becomes one that ends in {@code ices}).
 */
final class Plurals {
    private record Rule(Pattern ending, String plural) {
        static Rule of(String ending, String plural) {
            return new Rule(Pattern.compile(ending), plural);
        }
    }

    private static final Set<String> SAME = Set.of(
            "advice",
            "energy",
            "excretion",
            "digestion",
            "cooperation",
            "health",
            "justice",
            "labour",
            "machinery",
            "equipment",
            "information",
            "pollution",
            "sewage",
            "paper",
            "money",
            "species",
            "series",
            "rain",
            "rice",
            "fish",
            "sheep",
            "moose",
            "deer",
            "news",
            "expertise",
            "status",
            "media");

    private static final List<Rule> RULES = List.of(
            Rule.of("(m)an$", "$1en"),
            Rule.of("(pe)rson$", "$1ople"),
            Rule.of("(child)$", "$1ren"),
            Rule.of("^(ox)$", "$1en"),
            Rule.of("(ax|test)is$", "$1es"),
            Rule.of("(octop|vir)us$", "$1i"),
            Rule.of("(alias|status)$", "$1es"),
            Rule.of("(bu)s$", "$1ses"),
            Rule.of("(buffal|tomat|potat)o$", "$1oes"),
            Rule.of("([ti])um$", "$1a"),
            Rule.of("sis$", "ses"),
            Rule.of("(?:([^f])fe|([lr])f)$", "$1$2ves"),
            Rule.of("(hive)$", "$1s"),
            Rule.of("([^aeiouy]|qu)y$", "$1ies"),
            Rule.of("(x|ch|ss|sh)$", "$1es"),
            Rule.of("(matr|vert|ind)ix|ex$", "$1ices"),
            Rule.of("([m|l])ouse$", "$1ice"),
            Rule.of("(kn|w|l)ife$", "$1ives"),
            Rule.of("(quiz)$", "$1zes"),
            Rule.of("^goose$", "geese"),
            Rule.of("s$", "s"),
            Rule.of("([^a-z])$", "$1"),
            Rule.of("$", "s"));

    private Plurals() {}

    /** The collection of the model with that name: {@code User} to {@code users}. */
    static String of(String model) {
        String word = model.toLowerCase(Locale.ROOT);
        if (SAME.contains(word)) {
            return word;
        }
        for (Rule rule : RULES) {
            Matcher ending = rule.ending().matcher(word);
            if (ending.find()) {
                return word.substring(0, ending.start()) + plural(ending, rule.plural()) + word.substring(ending.end());
            }
        }
        return word;
    }

    /** The replacement, with nothing for a group that took no part, as in JavaScript. */
    private static String plural(Matcher ending, String replacement) {
        String plural = replacement;
        for (int group = 1; group <= ending.groupCount(); group++) {
            String text = ending.group(group);
            plural = plural.replace("$" + group, text == null ? "" : text);
        }
        return plural;
    }
}
