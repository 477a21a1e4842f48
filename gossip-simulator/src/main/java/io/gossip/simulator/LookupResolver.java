package io.gossip.simulator;

import io.gossip.transport.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;

/** What a process looks hosts up with: the network's resolver, as far as no fault changes what it says. */
record LookupResolver(Resolver network, List<Lookup> lookups, Supplier<Life> asking) implements Resolver {

    @Override
    public void resolve(String host, Callback callback) {
        network.resolve(host, new Callback() {
            @Override
            public void resolved(List<InetAddress> addresses) {
                List<InetAddress> found = addresses;
                for (Lookup lookup : lookups) {
                    found = lookup.answer(asking.get(), found);
                }
                if (found.isEmpty()) {
                    callback.failed(new UnknownHostException(host));
                } else {
                    callback.resolved(found);
                }
            }

            @Override
            public void failed(Throwable cause) {
                callback.failed(cause);
            }
        });
    }
}
