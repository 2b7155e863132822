package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.Recipient;
import dev.stackunderflow.sync.key.VaultKey;

/** An object as stored: {@code age(zstd(plaintext))}. */
public final class SealedObject {

  private static final int ZSTD_LEVEL = 3;

  private SealedObject() {}

  public static byte[] seal(Recipient recipient, byte[] plaintext) throws CipherException {
    return AgeCipher.encrypt(recipient, Zstd.compress(plaintext, ZSTD_LEVEL));
  }

  static byte[] open(VaultKey key, byte[] object, long maxPlaintextBytes) throws CipherException {
    // zstd adds only a little to content that it cannot compress.
    byte[] compressed = AgeCipher.decrypt(key, object, maxPlaintextBytes + (1L << 20));
    return Zstd.decompress(compressed, maxPlaintextBytes);
  }
}
