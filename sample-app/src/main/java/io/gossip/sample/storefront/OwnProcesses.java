package io.gossip.sample.storefront;

import java.util.List;

/** Instances that this application itself has started; the demo has such. */
public interface OwnProcesses {

    /**
     * Those that have not ended.
     *
     * @return sorted by the time of their start
     */
    List<OwnProcess> running();

    /**
     * One of them.
     *
     * @param name name of its node
     * @param pid process id
     * @param stopping whether it was told to stop
     */
    record OwnProcess(String name, long pid, boolean stopping) {}
}
