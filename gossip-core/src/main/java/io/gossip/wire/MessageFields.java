package io.gossip.wire;

/**
 * The field names of every message body, with their indexes, in declaration order (protocol reference, section 4; the
 * order on the wire is that of {@link MessageWriter}).
 */
final class MessageFields {

    static final class Ping {
        static final FieldNames NAMES =
                FieldNames.inDeclarationOrder("SeqNo", "Node", "SourceAddr", "SourcePort", "SourceNode");
        static final int SEQ_NO = 0;
        static final int NODE = 1;
        static final int SOURCE_ADDR = 2;
        static final int SOURCE_PORT = 3;
        static final int SOURCE_NODE = 4;

        private Ping() {}
    }

    static final class IndirectPing {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder(
                "SeqNo", "Target", "Port", "Node", "Nack", "SourceAddr", "SourcePort", "SourceNode");
        static final int SEQ_NO = 0;
        static final int TARGET = 1;
        static final int PORT = 2;
        static final int NODE = 3;
        static final int NACK = 4;
        static final int SOURCE_ADDR = 5;
        static final int SOURCE_PORT = 6;
        static final int SOURCE_NODE = 7;

        private IndirectPing() {}
    }

    static final class Ack {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder("SeqNo", "Payload");
        static final int SEQ_NO = 0;
        static final int PAYLOAD = 1;

        private Ack() {}
    }

    static final class Nack {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder("SeqNo");
        static final int SEQ_NO = 0;

        private Nack() {}
    }

    /** Suspect and dead have the same fields. */
    static final class Accusation {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder("Incarnation", "Node", "From");
        static final int INCARNATION = 0;
        static final int NODE = 1;
        static final int FROM = 2;

        private Accusation() {}
    }

    static final class Alive {
        static final FieldNames NAMES =
                FieldNames.inDeclarationOrder("Incarnation", "Node", "Addr", "Port", "Meta", "Vsn");
        static final int INCARNATION = 0;
        static final int NODE = 1;
        static final int ADDR = 2;
        static final int PORT = 3;
        static final int META = 4;
        static final int VSN = 5;

        private Alive() {}
    }

    static final class PushPullHeader {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder("Nodes", "UserStateLen", "Join");
        static final int NODES = 0;
        static final int USER_STATE_LEN = 1;
        static final int JOIN = 2;

        private PushPullHeader() {}
    }

    static final class PushPullNode {
        static final FieldNames NAMES =
                FieldNames.inDeclarationOrder("Name", "Addr", "Port", "Meta", "Incarnation", "State", "Vsn");
        static final int NAME = 0;
        static final int ADDR = 1;
        static final int PORT = 2;
        static final int META = 3;
        static final int INCARNATION = 4;
        static final int STATE = 5;
        static final int VSN = 6;

        private PushPullNode() {}
    }

    static final class UserHeader {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder("UserMsgLen");
        static final int USER_MSG_LEN = 0;

        private UserHeader() {}
    }

    static final class Compress {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder("Algo", "Buf");
        static final int ALGO = 0;
        static final int BUF = 1;

        private Compress() {}
    }

    static final class ErrorResponse {
        static final FieldNames NAMES = FieldNames.inDeclarationOrder("Error");
        static final int ERROR = 0;

        private ErrorResponse() {}
    }

    private MessageFields() {}
}
