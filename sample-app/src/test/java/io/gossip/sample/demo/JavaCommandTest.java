package io.gossip.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

    @Test
    void startsTheJarThatThisProcessWasStartedFrom() {
        assertThat(JavaCommand.program("target/sample-app.jar")).containsExactly("-jar", "target/sample-app.jar");
    }

    @Test
    void startsTheSameClassesAsAnIde() {
        String classPath = "target/classes" + File.pathSeparator + "some.jar";

        assertThat(JavaCommand.program(classPath))
                .containsExactly("-cp", classPath, "io.gossip.sample.SampleApplication");
    }

    @Test
    void passesOnGossipSettingsButNotTheStorefrontsOwn() {
        assertThat(JavaCommand.forInventory(List.of("--server.port=8080", "--gossip.seeds=127.0.0.1:9000")))
                .contains("inventory", "--child", "--gossip.seeds=127.0.0.1:9000")
                .doesNotContain("--server.port=8080");
    }
}
