package dev.stackunderflow.sync.cipher;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.stackunderflow.sync.key.Recipient;
import dev.stackunderflow.sync.key.VaultKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.List;

/** The age v1 file format, binary, one X25519 recipient (https://age-encryption.org/v1). */
public final class AgeCipher {

  // Named, so that Jagged does not look through every provider for each chunk of 64 KiB.
  private static final Provider PROVIDER = Security.getProvider("SunJCE");
  private static final int BUFFER_BYTES = 64 * 1024;

  private AgeCipher() {}

  /**
   * Encrypts.
   *
   * @param recipient whose key will open it
   * @param plaintext the bytes
   * @return an age file
   * @throws CipherException if the recipient is malformed
   */
  public static byte[] encrypt(Recipient recipient, byte[] plaintext) throws CipherException {
    var out = new ByteArrayOutputStream(plaintext.length + plaintext.length / 4096 + 1024);
    try {
      var writer = X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient.value());
      try (WritableByteChannel channel =
          new StandardEncryptingChannelFactory(PROVIDER)
              .newEncryptingChannel(Channels.newChannel(out), List.of(writer))) {
        ByteBuffer rest = ByteBuffer.wrap(plaintext);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new CipherException("The object could not be encrypted", e);
    }
  }

  /**
   * Decrypts, all of it or nothing.
   *
   * @param key the vault's key
   * @param file an age file
   * @param maxBytes the largest plaintext that is accepted
   * @return the plaintext
   * @throws CipherException if the file is not for this key, was changed, cut off or is too large
   */
  public static byte[] decrypt(VaultKey key, byte[] file, long maxBytes) throws CipherException {
    var out = new ByteArrayOutputStream((int) Math.min(file.length, maxBytes));
    try (ReadableByteChannel channel =
        new StandardDecryptingChannelFactory(PROVIDER)
            .newDecryptingChannel(
                Channels.newChannel(new ByteArrayInputStream(file)), List.of(key.stanzaReader()))) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        if (out.size() + (long) buffer.remaining() > maxBytes) {
          throw new CipherException(
              "The object is larger than any object that this program writes", null);
        }
        out.write(buffer.array(), 0, buffer.limit());
        buffer.clear();
      }
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new CipherException("The object does not open with this key, or is damaged", e);
    }
  }
}
