package io.gossip.sample.storefront;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/** Told by the load balancer of every try, also of those that a retry hides from the caller. */
@Component
final class AttemptRecorder implements LoadBalancerLifecycle<Object, Object, ServiceInstance> {

    private static final Logger log = LoggerFactory.getLogger(AttemptRecorder.class);

    private final Attempts attempts;

    AttemptRecorder(Attempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void onStart(Request<Object> request) {}

    @Override
    public void onStartRequest(Request<Object> request, Response<ServiceInstance> choice) {}

    @Override
    public void onComplete(CompletionContext<Object, ServiceInstance, Object> completion) {
        Response<ServiceInstance> choice = completion.getLoadBalancerResponse();
        ServiceInstance instance = choice == null ? null : choice.getServer();
        if (instance == null) {
            return;
        }
        String failure = reason(completion.getThrowable());
        String id = Objects.requireNonNullElse(instance.getInstanceId(), instance.getHost() + ":" + instance.getPort());
        attempts.add(new Attempt(id, failure));
        if (failure != null) {
            log.info("{} did not answer: {}", id, failure);
        }
    }

    private static @Nullable String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return null;
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        if (failure instanceof ConnectException || cause instanceof ConnectException) {
            return "connection refused";
        }
        if (failure instanceof HttpTimeoutException || cause instanceof HttpTimeoutException) {
            return "timed out";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
