package io.gossip.example;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import java.io.IOException;

public final class Billing {

    public static void main(String[] args) throws IOException {
        try (GossipNode node = Gossip.builder()
                .bind("0.0.0.0", 7946)
                .seeds("10.0.0.7", "gossip.example.internal")
                .tag("service", "billing")
                .tag("port", "8080")
                .onEvent(event -> System.out.println(event))
                .start()) {
            System.out.println("Enter lists the others, Ctrl-D ends it");
            while (System.in.read() >= 0) {
                System.out.println(node.serf().members()); // everybody, in their state
                System.out.println(node.catalog().instances("inventory")); // who offers a service
            }
        }
    }
}
