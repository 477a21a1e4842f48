package io.gossip.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's demo: the packaged jar, from its start to its end. Every test starts a demo of its own. */
class DemoIT {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration NOTICE_A_STOP = Duration.ofSeconds(5);
    private static final Duration NOTICE_A_FAILURE = Duration.ofSeconds(15);

    @Test
    void noCallFailsWhileInventoriesAreStoppedStartedAndKilled() throws Exception {
        try (DemoProcess demo = DemoProcess.start();
                Caller caller = startCalling(demo)) {
            findEachOtherAndBothAnswer(demo, caller);
            stopOne(demo, caller);
            startAnother(demo, caller);
            killOneAndNoticeItsSilence(demo, caller);
            endWithAllThatWasStartedAndWithoutComplaint(demo, caller);
        }
    }

    @Test
    void thePageShowsMembersAndCalls(@TempDir Path directory) throws Exception {
        Optional<Chromium> browser = Chromium.find();
        assumeTrue(browser.isPresent(), "no Chromium on the path: the page was not looked at");
        try (DemoProcess demo = DemoProcess.start();
                Caller caller = startCalling(demo)) {
            findEachOtherAndBothAnswer(demo, caller);

            String page = browser.orElseThrow().domAfter(5_000, demo.url() + "/", directory);

            assertThat(page).contains(demo.inventories()).contains("3 members, 2 inventories", "42 in stock");
            assertThat(page).contains("<b id=\"failed\">0</b>").doesNotContain("<b id=\"answered\">0</b>");
        }
    }

    @Test
    void inventoriesDoNotOutliveAKilledDemo() throws Exception {
        try (DemoProcess demo = DemoProcess.start()) {
            demo.url();
            within(START).until(() -> demo.handle().descendants().count() == 3);
            List<ProcessHandle> children = demo.handle().descendants().toList();

            demo.kill();

            within(Duration.ofSeconds(15)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private static Caller startCalling(DemoProcess demo) throws Exception {
        demo.url();
        return new Caller(demo);
    }

    private static void findEachOtherAndBothAnswer(DemoProcess demo, Caller caller) {
        within(START).until(() -> demo.inventories().size() == 2);

        assertThat(demo.named("alive")).hasSize(3);
        int from = caller.count();
        within(Duration.ofSeconds(5)).until(() -> caller.answeredBy(from).containsAll(demo.inventories()));
    }

    private static void stopOne(DemoProcess demo, Caller caller) {
        String stopped = demo.inventories().get(0);
        int from = caller.count();

        assertThat(end(demo, stopped, "")).isEqualTo(202);

        within(NOTICE_A_STOP).until(() -> demo.named("left").contains(stopped));
        int afterwards = caller.count();
        within(NOTICE_A_STOP).until(() -> caller.count() > afterwards + 10);
        assertThat(caller.answeredBy(from)).doesNotContain("nobody");
        assertThat(caller.answeredBy(afterwards + 1)).doesNotContain(stopped);
    }

    private static void startAnother(DemoProcess demo, Caller caller) {
        assertThat(demo.send("POST", "/api/demo/inventories").statusCode()).isEqualTo(201);

        within(START).until(() -> demo.inventories().size() == 2);
        int from = caller.count();
        within(Duration.ofSeconds(5)).until(() -> caller.answeredBy(from).containsAll(demo.inventories()));
    }

    private static void killOneAndNoticeItsSilence(DemoProcess demo, Caller caller) {
        List<String> both = demo.inventories();
        String killed = both.get(0);
        int from = caller.count();

        assertThat(end(demo, killed, "?kill=true")).isEqualTo(202);

        within(NOTICE_A_FAILURE).until(() -> demo.named("failed").contains(killed));
        assertThat(caller.answeredBy(from)).doesNotContain("nobody").contains(both.get(1));
    }

    private static void endWithAllThatWasStartedAndWithoutComplaint(DemoProcess demo, Caller caller) throws Exception {
        assertThat(caller.failures()).isEmpty();
        caller.close();
        assertThat(demo.output()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
        List<ProcessHandle> children = demo.handle().descendants().toList();
        assertThat(children).as("a storefront and an inventory").hasSize(2);

        demo.stop();

        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(demo.output()).as("no stack trace").noneMatch(line -> line.contains("\tat "));
    }

    private static int end(DemoProcess demo, String inventory, String query) {
        return demo.send("DELETE", "/api/demo/inventories/" + inventory + query).statusCode();
    }

    private static ConditionFactory within(Duration limit) {
        return await().atMost(limit).pollInterval(Duration.ofMillis(100)).ignoreExceptions();
    }
}
