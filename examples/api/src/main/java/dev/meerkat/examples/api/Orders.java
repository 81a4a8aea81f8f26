package dev.meerkat.examples.api;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** {@code GET /orders}, {@code GET /orders/ID} and {@code PUT /orders/ID}; each on a thread that may wait for the database. */
final class Orders extends Handler.Abstract {
    private static final String PREFIX = "/orders";

    private final OrderDesk desk;
    private final Answers answers;

    Orders(OrderDesk desk, Answers answers) {
        this.desk = desk;
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request)); // it has come already
        String path = request.getHttpURI().getDecodedPath().substring(PREFIX.length());
        String id = path.startsWith("/") ? path.substring(1) : path;
        answers.send(response, callback, answer(HttpMethod.fromString(request.getMethod()), id, body, response));
        return true;
    }

    private Answer answer(HttpMethod method, String id, byte[] body, Response response) {
        try {
            if (method == HttpMethod.GET) {
                return id.isEmpty() ? desk.list() : desk.read(id);
            }
            if (method == HttpMethod.PUT && !id.isEmpty()) {
                OrderBody order = Json.read(body, OrderBody.class);
                return order == null ? Failures.NO_ORDER : desk.create(order.order(id));
            }
            response.getHeaders().put(HttpHeader.ALLOW, id.isEmpty() ? "GET" : "GET, PUT");
            return Answer.refused(405, "METHOD-NOT-ALLOWED", "this cannot be done here");
        } catch (RuntimeException failure) {
            return Failures.answer(failure);
        }
    }
}
