package dev.meerkat.options;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.ReadPreference;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds each option's effective value, or every reason why there is none. Source: contract §4. */
final class Settlement {
    private final Layers layers;
    private final Naming naming;
    private final Map<Option<?>, Settled> values = new LinkedHashMap<>();
    private final @Nullable Credentials present;
    private @Nullable String driverText;

    private Settlement(Layers layers, Naming naming, @Nullable Credentials present) {
        this.layers = layers;
        this.naming = naming;
        this.present = present;
    }

    /** Settles what the sources say; the layers of URI and presets are worked out here. */
    static ConnectionOptions settle(Layers stated, Naming naming, @Nullable String connection) {
        return settle(stated, naming, connection, null);
    }

    /** As {@link #settle(Layers, Naming, String)}, with the login that the credential source gave. */
    static ConnectionOptions settle(
            Layers stated, Naming naming, @Nullable String connection, @Nullable Credentials present) {
        Settlement settlement = new Settlement(stated.copy(), naming, present);
        settlement.readUri();
        TlsFiles.settle(settlement.layers);
        Preset preset = settlement.layers.value(OptionTable.PRESET);
        if (preset != null) {
            PresetValues.addTo(settlement.layers, preset);
        }
        settlement.choose();
        List<OptionProblem> problems = settlement.layers.problems();
        problems.addAll(CrossRules.check(settlement.values));
        if (!problems.isEmpty()) {
            throw Problems.exception(problems, connection);
        }
        return new ConnectionOptions(stated.copy(), naming, settlement.values, settlement.driverText);
    }

    private void readUri() {
        ConnectionUri uri = layers.value(OptionTable.URI);
        if (uri == null) {
            loginWithoutUri();
            return;
        }
        layers.putAll(Origin.URI, uri.entries());
        TlsFiles.addUri(uri.parts(), layers);
        boolean sourced = Login.sourced(layers);
        Login login =
                present == null ? Login.of(layers, uri) : Login.of(layers, uri).with(present);
        boolean own = layers.find(OptionTable.CREDENTIAL) != null || (sourced && present == null);
        OptionProblem incomplete = own ? null : login.problem(uri);
        if (incomplete != null) {
            layers.add(incomplete);
            return;
        }
        String text = own ? uri.forDriverWithoutLogin() : uri.forDriver(login.user(), login.password());
        UriProblems problems = new UriProblems();
        ConnectionString reading = DriverReading.read(uri, text, problems);
        layers.addAll(problems.found());
        if (reading != null) {
            driverText = text;
            add(reading, login);
        }
    }

    private void add(ConnectionString reading, Login login) {
        putUri(OptionTable.READ_PREFERENCE, reading.getReadPreference(), "readPreference");
        putUri(OptionTable.READ_CONCERN, reading.getReadConcern(), "readConcernLevel");
        putUri(OptionTable.WRITE_CONCERN, reading.getWriteConcern(), "w");
        if (reading.getCredential() != null) {
            Entry entry = Entry.good(reading.getCredential(), login.detail());
            layers.putIfAbsent(login.origin(), OptionTable.CREDENTIAL, entry);
        }
    }

    private void putUri(Option<?> option, @Nullable Object value, String key) {
        if (value != null) {
            layers.put(Origin.URI, option, Entry.good(value, key));
        }
    }

    /** User and password are kept for a URI that may come later; together they are a credential by themselves. */
    private void loginWithoutUri() {
        String user = layers.value(OptionTable.USER);
        String password = layers.value(OptionTable.PASSWORD);
        Layers.Found found = layers.find(OptionTable.PASSWORD);
        if (user != null && password != null && found != null) {
            MongoCredential credential = MongoCredential.createCredential(user, "admin", password.toCharArray());
            layers.putIfAbsent(
                    found.origin(),
                    OptionTable.CREDENTIAL,
                    Entry.good(credential, found.entry().detail()));
        }
    }

    private void choose() {
        OptionTable.ALL.forEach(option -> values.put(option, Settled.of(option, layers)));
        if (!Login.sourced(layers)) {
            values.computeIfPresent(OptionTable.CREDENTIAL_SOURCE, (option, settled) -> Login.outdone(settled));
        }
        bufferTimeout();
        appName();
        indexes();
        Notes.add(values);
    }

    private Settled settled(Option<?> option) {
        return Objects.requireNonNull(values.get(option));
    }

    private void bufferTimeout() {
        if (settled(OptionTable.BUFFER_TIMEOUT).value() != null) {
            return;
        }
        boolean production = settled(OptionTable.PRESET).value() == Preset.PRODUCTION;
        Duration selection =
                (Duration) settled(OptionTable.SERVER_SELECTION_TIMEOUT).value();
        Duration least = Duration.ofSeconds(production ? 15 : 10);
        Duration longer = selection == null || selection.compareTo(least) < 0 ? least : selection;
        Origin origin = production ? Origin.PRESET : Origin.DEFAULT;
        values.put(OptionTable.BUFFER_TIMEOUT, new Settled(longer, origin, production ? "production" : "", "", false));
    }

    private void appName() {
        Settled stated = settled(OptionTable.APP_NAME);
        boolean worker = settled(OptionTable.PRESET).value() == Preset.WORKER;
        Settled named = stated.value() != null
                ? stated
                : new Settled(naming.appName(worker), worker ? Origin.PRESET : Origin.DEFAULT, "", "", false);
        String cut = Naming.cut(String.valueOf(named.value()));
        values.put(
                OptionTable.APP_NAME,
                cut.equals(named.value()) ? named : named.with(cut, "cut to the driver's 128 bytes", true));
    }

    /** Whether a connection makes indexes and collections by itself is decided here alone. */
    private void indexes() {
        Object preference = settled(OptionTable.READ_PREFERENCE).value();
        boolean readOnly = Boolean.TRUE.equals(settled(OptionTable.READ_ONLY).value());
        if (!readOnly && (preference == null || preference.equals(ReadPreference.primary()))) {
            return;
        }
        String why = "forced off: " + (readOnly ? "the connection is readOnly" : "the read preference is not primary");
        for (Option<?> option : List.of(OptionTable.AUTO_INDEX, OptionTable.AUTO_CREATE)) {
            Settled stated = settled(option);
            if (Boolean.TRUE.equals(stated.value())) {
                values.put(option, stated.with(false, why, stated.asked()));
            }
        }
    }
}
