package io.gossip.sample.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.CompletionContext.Status;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;

class AttemptRecorderTest {

    private final Attempts attempts = new Attempts();
    private final AttemptRecorder recorder = new AttemptRecorder(attempts);

    @Test
    void recordsEveryTryInOrder() {
        failed("inventory-1", new ConnectException());
        failed("inventory-2", new HttpTimeoutException("request timed out"));
        failed("inventory-3", new IOException("HTTP/1.1 header parser received no bytes"));
        recorder.onComplete(new CompletionContext<>(
                Status.SUCCESS, new DefaultRequest<>(), new DefaultResponse(instance("inventory-4")), new Object()));

        assertThat(attempts.list())
                .containsExactly(
                        new Attempt("inventory-1", "connection refused"),
                        new Attempt("inventory-2", "timed out"),
                        new Attempt("inventory-3", "HTTP/1.1 header parser received no bytes"),
                        new Attempt("inventory-4", null));
    }

    @Test
    void recordsNothingIfThereWasNobodyToAsk() {
        recorder.onComplete(new CompletionContext<>(Status.DISCARD, new DefaultRequest<>(), new EmptyResponse()));

        assertThat(attempts.list()).isEmpty();
    }

    private void failed(String instance, Exception failure) {
        recorder.onComplete(new CompletionContext<>(
                Status.FAILED, failure, new DefaultRequest<>(), new DefaultResponse(instance(instance))));
    }

    private static ServiceInstance instance(String id) {
        return new DefaultServiceInstance(id, "inventory", "127.0.0.1", 4711, false);
    }
}
