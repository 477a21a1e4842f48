package io.gossip.simulator;

import java.net.InetAddress;
import java.util.List;

/** Changes what a process finds when it looks a host up. */
@FunctionalInterface
public interface Lookup {

    /**
     * Answers.
     *
     * @param asking the process
     * @param found what it would find
     * @return what it finds; nothing if the name is unknown
     */
    List<InetAddress> answer(Life asking, List<InetAddress> found);
}
