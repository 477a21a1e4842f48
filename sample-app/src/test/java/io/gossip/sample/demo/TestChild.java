package io.gossip.sample.demo;

/** A process that ends at once with an exit code, or ignores that it is asked to stop. */
final class TestChild {

    private TestChild() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("hello");
        if (args[0].equals("stubborn")) {
            Thread.sleep(60_000);
        }
        System.exit(Integer.parseInt(args[0]));
    }
}
