package io.gossip.interop;

/** Whose node it is that does something. */
enum Language {
    JAVA,
    GO;

    Language other() {
        return this == JAVA ? GO : JAVA;
    }

    @Override
    public String toString() {
        return this == JAVA ? "Java" : "Go";
    }
}
