package dev.stackunderflow.core.agent.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a message in the Protocol Buffers wire format (protobuf.dev, "Encoding")
 * without its schema.
 */
public final class Protobuf {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private record Field(int number, long value, byte[] bytes) {}

  private final List<Field> fields = new ArrayList<>();

  private Protobuf() {}

  /** Reads a message; what follows damage is left out. */
  public static Protobuf read(byte[] bytes) {
    var message = new Protobuf();
    var in = new Reader(bytes);
    while (in.at < bytes.length) {
      long tag = in.varint();
      int kind = (int) (tag & 7);
      long value = kind == VARINT ? in.varint() : 0;
      byte[] part =
          switch (kind) {
            case FIXED64 -> in.bytes(8);
            case BYTES -> in.bytes(in.varint());
            case FIXED32 -> in.bytes(4);
            default -> new byte[0];
          };
      if (in.isDamaged || (kind > BYTES && kind != FIXED32)) {
        return message;
      }
      message.fields.add(new Field((int) (tag >>> 3), value, part));
    }
    return message;
  }

  /** Whether it has no fields. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** A number; 0 where there is none. */
  public long number(int field) {
    for (Field one : fields) {
      if (one.number() == field) {
        return Math.max(0, one.value());
      }
    }
    return 0;
  }

  /** The first message within; an empty one where there is none. */
  public Protobuf message(int field) {
    for (Field one : fields) {
      if (one.number() == field) {
        return read(one.bytes());
      }
    }
    return new Protobuf();
  }

  /** All messages within that have this number. */
  public List<Protobuf> messages(int field) {
    return fields.stream()
        .filter(one -> one.number() == field)
        .map(one -> read(one.bytes()))
        .toList();
  }

  /** All byte strings that have this number. */
  public List<byte[]> blobs(int field) {
    return fields.stream().filter(one -> one.number() == field).map(Field::bytes).toList();
  }

  /** A text; null where there is none. */
  public @Nullable String text(int field) {
    for (Field one : fields) {
      if (one.number() == field && one.bytes().length > 0) {
        return new String(one.bytes(), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;
    private boolean isDamaged;

    private Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE && at < bytes.length; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      isDamaged = true;
      return 0;
    }

    private byte[] bytes(long length) {
      if (length < 0 || length > bytes.length - at) {
        isDamaged = true;
        return new byte[0];
      }
      byte[] part = Arrays.copyOfRange(bytes, at, at + (int) length);
      at += (int) length;
      return part;
    }
  }
}
