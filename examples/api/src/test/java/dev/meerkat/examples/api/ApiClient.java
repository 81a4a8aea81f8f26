package dev.meerkat.examples.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A client that keeps its connection as long as it is not told to leave. Sends nothing twice but what {@link HttpClient} does by itself: GET. */
final class ApiClient {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;

    ApiClient(URI api) {
        this.api = api;
    }

    static String order(String item) {
        return "{\"item\": \"" + item + "\", \"pieces\": 2, \"to\": {\"name\": \"Ada\", \"city\": \"London\"}}";
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(request(method, path, body), BodyHandlers.ofString());
    }

    /** Puts so many orders at once, each on a connection of its own. */
    List<HttpResponse<String>> putTogether(String prefix, int count) {
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, count)
                .mapToObj(n -> request("PUT", prefix + n, order("tea")))
                .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    /** Whether the answer ends its connection. */
    static boolean closes(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("connection")
                .filter("close"::equalsIgnoreCase)
                .isPresent();
    }
}
