package io.gossip.sample;

import java.util.Arrays;
import java.util.List;

/** Starts this process in the role that its first argument names. */
public final class SampleApplication {

    private static final String USAGE = """
            Usage: java -jar sample-app.jar <role> [--port=<web port>] [--<any Spring property>=<value>]

              demo         a storefront and two inventories on this machine, and a page to stop and start them
              storefront   sells, and asks an inventory for the stock; the page is on port 8080 or the next free one
              inventory    knows the stock; start as many as you like, each takes any free port
            """;

    private SampleApplication() {}

    /**
     * The program.
     *
     * @param args the role, then options
     */
    public static void main(String[] args) {
        List<String> options = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        String name = args.length == 0 ? "" : args[0];
        Role.named(name).ifPresentOrElse(role -> role.run(options), () -> usage(name));
    }

    private static void usage(String name) {
        if (!name.isEmpty()) {
            System.err.println("There is no role '" + name + "'.");
        }
        System.err.print(USAGE);
        System.exit(2);
    }
}
