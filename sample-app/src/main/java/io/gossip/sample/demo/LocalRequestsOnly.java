package io.gossip.sample.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses what a page of another site asks for. Loopback keeps other machines out, but not a page that happens to be open in
 * a browser on this one: it may send requests to localhost, or have its own name resolved to it.
 */
final class LocalRequestsOnly implements HandlerInterceptor {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HOSTS.contains(request.getServerName()) && sameSite(request.getHeader("Sec-Fetch-Site"))) {
            return true;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        return false;
    }

    /** Browsers always send it; what is not a browser does nothing behind its user's back. */
    private static boolean sameSite(@Nullable String fetchSite) {
        return fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
    }
}
