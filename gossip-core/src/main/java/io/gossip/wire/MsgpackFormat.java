package io.gossip.wire;

/** The first bytes of MessagePack values, by their names in the MessagePack specification. */
final class MsgpackFormat {

    static final int POSITIVE_FIXINT_MAX = 0x7F;
    static final int FIXMAP = 0x80;
    static final int FIXMAP_MAX = 0x8F;
    static final int FIXARRAY = 0x90;
    static final int FIXARRAY_MAX = 0x9F;
    static final int FIXSTR = 0xA0;
    static final int FIXSTR_MAX = 0xBF;
    static final int NIL = 0xC0;
    static final int NEVER_USED = 0xC1;
    static final int FALSE = 0xC2;
    static final int TRUE = 0xC3;
    static final int BIN8 = 0xC4;
    static final int BIN16 = 0xC5;
    static final int BIN32 = 0xC6;
    static final int EXT8 = 0xC7;
    static final int EXT16 = 0xC8;
    static final int EXT32 = 0xC9;
    static final int FLOAT32 = 0xCA;
    static final int FLOAT64 = 0xCB;
    static final int UINT8 = 0xCC;
    static final int UINT16 = 0xCD;
    static final int UINT32 = 0xCE;
    static final int UINT64 = 0xCF;
    static final int INT8 = 0xD0;
    static final int INT16 = 0xD1;
    static final int INT32 = 0xD2;
    static final int INT64 = 0xD3;
    static final int FIXEXT1 = 0xD4;
    static final int FIXEXT2 = 0xD5;
    static final int FIXEXT4 = 0xD6;
    static final int FIXEXT8 = 0xD7;
    static final int FIXEXT16 = 0xD8;
    static final int STR8 = 0xD9;
    static final int STR16 = 0xDA;
    static final int STR32 = 0xDB;
    static final int ARRAY16 = 0xDC;
    static final int ARRAY32 = 0xDD;
    static final int MAP16 = 0xDE;
    static final int MAP32 = 0xDF;
    static final int NEGATIVE_FIXINT = 0xE0;

    private MsgpackFormat() {}
}
