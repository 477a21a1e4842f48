package io.gossip.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LocalRequestsOnlyTest {

    @Test
    void letsTheDemoPageAndTerminalsIn() {
        assertThat(isServed("localhost", "same-origin")).isTrue();
        assertThat(isServed("127.0.0.1", "none")).isTrue();
        assertThat(isServed("localhost", null)).isTrue();
    }

    @Test
    void refusesPagesOfOtherSites() {
        assertThat(isServed("localhost", "cross-site")).isFalse();
        assertThat(isServed("localhost", "same-site")).isFalse();
    }

    @Test
    void refusesNamesThatWereResolvedToThisMachine() {
        assertThat(isServed("evil.example", "same-origin")).isFalse();
    }

    private static boolean isServed(String host, @Nullable String fetchSite) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/demo/inventories");
        request.setServerName(host);
        if (fetchSite != null) {
            request.addHeader("Sec-Fetch-Site", fetchSite);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        boolean served = new LocalRequestsOnly().preHandle(request, response, new Object());
        assertThat(response.getStatus()).isEqualTo(served ? 200 : 403);
        return served;
    }
}
