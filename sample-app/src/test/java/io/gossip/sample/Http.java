package io.gossip.sample;

import java.util.List;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Requests to one controller, without a server; errors are told as in the application, by problem details. */
public final class Http {

    private Http() {}

    public static MockMvcTester to(Object controller) {
        return MockMvcTester.of(
                List.of(controller),
                builder -> builder.setControllerAdvice(new ProblemDetails()).build());
    }

    @ControllerAdvice
    private static final class ProblemDetails extends ResponseEntityExceptionHandler {}
}
