package io.gossip.serf;

import io.gossip.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What two nodes exchange about members and events beyond what memberlist exchanges (serf protocol reference, section 3.9).
 *
 * @param memberTime member clock
 * @param statusTimes the Lamport time of the newest intent of every known member, those gone included
 * @param leftMembers the members that left
 * @param eventTime event clock
 * @param events what was seen at the last times of the event clock
 * @param queryTime query clock
 */
record PushPullState(
        long memberTime,
        Map<String, Long> statusTimes,
        List<String> leftMembers,
        long eventTime,
        List<Events> events,
        long queryTime) {

    /**
     * The user events of one time.
     *
     * @param time event clock
     * @param events what was seen
     */
    record Events(long time, List<Event> events) {}

    /**
     * A user event, as far as it tells it from others of the same time.
     *
     * @param name what happened
     * @param payload details, possibly empty
     */
    record Event(String name, Bytes payload) {

        /** How many bytes name and payload take together. */
        int length() {
            return name.getBytes(StandardCharsets.UTF_8).length + payload.length();
        }
    }
}
