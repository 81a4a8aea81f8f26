package dev.meerkat.options;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A property's text and where it stands.
 *
 * @param text the text
 * @param place what to put in front of the key to find it again
 */
record Sourced(String text, String place) {
    static Map<String, Sourced> all(Map<String, String> properties, String place) {
        Map<String, Sourced> all = new LinkedHashMap<>();
        properties.forEach((key, text) -> all.put(key, new Sourced(text, place)));
        return all;
    }
}
