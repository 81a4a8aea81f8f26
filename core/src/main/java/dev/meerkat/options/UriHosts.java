package dev.meerkat.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the hosts of a connection string. Hosts that cannot be are not quoted: they may be a part of a password. */
final class UriHosts {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9._-]+)(?::(.*))?");
    private static final Pattern IPV6 = Pattern.compile("(\\[[0-9A-Fa-f:.]+(?:%25[A-Za-z0-9._-]+)?])(?::(.*))?");
    private static final Pattern SOCKET = Pattern.compile("(?:[A-Za-z0-9._-]|%2[fF])+\\.sock()");

    private UriHosts() {}

    static void check(String hosts, boolean srv, UriProblems problems) {
        String[] all = hosts.split(",", -1);
        if (srv && all.length > 1) {
            problems.add("mongodb+srv:// takes one host alone", "name the one host whose SRV record lists the others");
            return;
        }
        for (String host : all) {
            checkOne(host, problems);
        }
        if (srv && hosts.indexOf(':') >= 0) {
            problems.add("mongodb+srv:// takes no port and no address", "take the port away; the SRV record has it");
        }
    }

    private static void checkOne(String host, UriProblems problems) {
        if (host.isEmpty()) {
            problems.add("a host is missing", "write mongodb://host:27017, and one ',' between two hosts");
            return;
        }
        Matcher form = form(host);
        if (form == null) {
            problems.addEscaping(
                    "a host may hold letters, digits, '.', '-' and '_' alone, an IPv6 address must stand in"
                            + " [ ]; or user and password are not percent-encoded");
            return;
        }
        String port = form.groupCount() < 2 ? null : form.group(2);
        if (port != null && !port.matches("\\d{1,5}")) {
            problems.addEscaping("a port must be a number; or user and password are not percent-encoded");
        } else if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
            problems.add("a port must be a number from 1 to 65535", "write the server's port, by default 27017");
        }
    }

    private static @Nullable Matcher form(String host) {
        for (Pattern pattern : new Pattern[] {SOCKET, NAME, IPV6}) {
            Matcher matcher = pattern.matcher(host);
            if (matcher.matches()) {
                return matcher;
            }
        }
        return null;
    }
}
