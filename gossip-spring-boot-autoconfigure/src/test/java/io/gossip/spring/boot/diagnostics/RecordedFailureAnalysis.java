package io.gossip.spring.boot.diagnostics;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Keeps what Spring Boot would print, so that tests can read it and the build stays quiet. */
class RecordedFailureAnalysis implements FailureAnalysisReporter {

    private static final ThreadLocal<FailureAnalysis> LAST = new ThreadLocal<>();

    /** The analysis of the last start that failed on this thread. */
    static FailureAnalysis last() {
        FailureAnalysis last = LAST.get();
        LAST.remove();
        return last;
    }

    @Override
    public void report(FailureAnalysis analysis) {
        LAST.set(analysis);
    }
}
