package dev.meerkat.options;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Judges the options of a connection string together: what the driver would refuse, now or only at the first connect. */
final class UriRules {
    private static final Set<String> EXTERNAL = Set.of("MONGODB-X509", "GSSAPI");

    private final UriText parts;
    private final UriProblems problems;

    private UriRules(UriText parts, UriProblems problems) {
        this.parts = parts;
        this.problems = problems;
    }

    static void check(UriText parts, UriProblems problems) {
        UriRules rules = new UriRules(parts, problems);
        rules.tls();
        rules.direct();
        rules.loadBalanced();
        rules.srv();
        rules.proxy();
        rules.concerns();
        rules.login();
    }

    private void tls() {
        if (parts.has("tls") && parts.has("ssl") && parts.yes("tls") != parts.yes("ssl")) {
            broken("ssl", "must say the same as tls", "keep tls alone");
        }
        boolean names = parts.has("tlsallowinvalidhostnames") || parts.has("sslinvalidhostnameallowed");
        if (parts.has("tlsinsecure") && names) {
            broken("tlsInsecure", "must not stand beside tlsAllowInvalidHostnames", "keep one of the two");
        }
    }

    private void direct() {
        if (!parts.yes("directconnection")) {
            return;
        }
        if (parts.srv()) {
            broken("directConnection", "must not be true with mongodb+srv://", "use mongodb:// and one host");
        }
        if (parts.hosts().size() > 1) {
            broken("directConnection", "must not be true with several hosts", "name one host");
        }
    }

    private void loadBalanced() {
        if (!parts.yes("loadbalanced")) {
            return;
        }
        if (parts.yes("directconnection")) {
            broken("loadBalanced", "must not be true with directConnection", "keep one of the two");
        }
        if (parts.has("replicaset")) {
            broken("loadBalanced", "must not be true with replicaSet", "keep one of the two");
        }
        if (parts.hosts().size() > 1) {
            broken("loadBalanced", "must not be true with several hosts", "name one host, the load balancer");
        }
        if (limitsSrvHosts()) {
            broken("loadBalanced", "must not be true with srvMaxHosts", "keep one of the two");
        }
    }

    private void srv() {
        for (String name : List.of("srvMaxHosts", "srvServiceName")) {
            if (!parts.srv() && parts.has(name.toLowerCase(Locale.ROOT))) {
                broken(name, "must not stand in a mongodb:// URI", "use mongodb+srv:// or leave it out");
            }
        }
        if (parts.has("replicaset") && limitsSrvHosts()) {
            broken("srvMaxHosts", "must not stand beside replicaSet", "keep one of the two");
        }
    }

    private boolean limitsSrvHosts() {
        String most = parts.value("srvmaxhosts");
        return most != null && !most.equals("0");
    }

    private void proxy() {
        for (String name : List.of("proxyPort", "proxyUsername", "proxyPassword")) {
            if (parts.has(name.toLowerCase(Locale.ROOT)) && !parts.has("proxyhost")) {
                broken(name, "must not stand without proxyHost", "name proxyHost too");
            }
        }
        if (parts.has("proxyusername") != parts.has("proxypassword")) {
            broken("proxyUsername", "and proxyPassword must stand together", "write both or none");
        }
        String port = parts.value("proxyport");
        if (port != null && port.matches("\\d{1,9}") && Integer.parseInt(port) > 65_535) {
            broken("proxyPort", "must be a number up to 65535", "write the proxy's port, by default 1080");
        }
    }

    private void concerns() {
        boolean journal = parts.yes("journal") || parts.yes("j");
        String w = parts.value("w");
        if (journal && "0".equals(w)) {
            broken("journal", "must not be true with w=0", "write w=1 or leave journal out");
        }
        String mode = parts.value("readpreference");
        boolean refined = parts.has("readpreferencetags") || parts.has("maxstalenessseconds");
        if (refined && (mode == null || mode.equalsIgnoreCase("primary"))) {
            broken(
                    "readPreference",
                    "must be another one than primary with readPreferenceTags or maxStalenessSeconds",
                    "write readPreference=secondaryPreferred for example");
        }
    }

    private void login() {
        String mechanism = parts.value("authmechanism");
        if (mechanism != null && EXTERNAL.contains(mechanism)) {
            String source = parts.value("authsource");
            if (source != null && !source.equals("$external")) {
                broken("authSource", "must be $external with authMechanism=" + mechanism, "leave it out");
            }
        }
        if ("MONGODB-X509".equals(mechanism) && parts.password() != null) {
            broken("authMechanism", "takes no password when it is MONGODB-X509", "take the password away");
        }
    }

    private void broken(String option, String rule, String fix) {
        problems.addOption(option, "", rule, fix);
    }
}
