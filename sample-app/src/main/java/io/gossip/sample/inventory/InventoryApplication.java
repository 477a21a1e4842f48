package io.gossip.sample.inventory;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The inventory. Nothing here mentions gossip: the starter registers it under its {@code spring.application.name}. */
@SpringBootApplication(proxyBeanMethods = false)
public class InventoryApplication {}
