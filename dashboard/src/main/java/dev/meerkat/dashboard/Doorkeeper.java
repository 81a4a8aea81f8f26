package dev.meerkat.dashboard;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may come in. Tokens are compared in constant time. Immutable. */
final class Doorkeeper {
    private static final String COOKIE = "meerkat-token";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final @Nullable String token;
    private final boolean loopback;

    Doorkeeper(@Nullable String token, boolean loopback) {
        this.token = token;
        this.loopback = loopback;
    }

    /**
     * Whether the request names this machine as its host. Without a token this keeps out pages of other sites whose name was made to point at
     * the loopback address.
     */
    boolean rightHost(HttpHeaders headers) {
        if (!loopback || token != null) {
            return true;
        }
        String host = headers.get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return LOOPBACK.contains(name);
    }

    /** Whether the request has the token, or needs none. */
    boolean mayEnter(HttpHeaders headers) {
        String bearer = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        return token == null
                || bearer.startsWith("Bearer ") && same(bearer.substring("Bearer ".length()))
                || cookie(headers).filter(this::same).isPresent();
    }

    private static Optional<String> cookie(HttpHeaders headers) {
        String cookies = headers.get(HttpHeaderNames.COOKIE, "");
        return cookies.isEmpty()
                ? Optional.empty()
                : ServerCookieDecoder.LAX.decode(cookies).stream()
                        .filter(each -> each.name().equals(COOKIE))
                        .map(Cookie::value)
                        .findFirst();
    }

    /** The answer to a page's address with the token: a cookie in its place, so that the token leaves the address bar. Empty if it is wrong. */
    Optional<Reply> welcome(QueryStringDecoder query) {
        List<String> given = query.parameters().getOrDefault("token", List.of());
        // A + that nobody escaped arrives as a blank, which no token has.
        if (token == null || given.size() != 1 || !same(given.get(0).replace(' ', '+'))) {
            return Optional.empty();
        }
        return Optional.of(Reply.text(303, "See /")
                .with("location", "/")
                .with("set-cookie", COOKIE + "=" + token + "; HttpOnly; SameSite=Strict; Path=/"));
    }

    private boolean same(String given) {
        return token != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
