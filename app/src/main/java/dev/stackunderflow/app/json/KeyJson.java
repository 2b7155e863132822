package dev.stackunderflow.app.json;

import dev.stackunderflow.sync.api.KeyCheck;
import dev.stackunderflow.sync.api.RotateResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of {@code sync key fingerprint}, {@code check} and {@code rotate}. */
public final class KeyJson {

  private KeyJson() {}

  /** {@code sync key fingerprint}. */
  public static Map<String, @Nullable Object> fingerprint(String fingerprint) {
    return new JsonFields().with("key_fingerprint", fingerprint).map();
  }

  /** {@code sync key check}. */
  public static Map<String, @Nullable Object> of(KeyCheck check) {
    return new JsonFields()
        .with("key_fingerprint", check.keyFingerprint())
        .with("devices", check.devices())
        .with("opened", check.opened())
        .map();
  }

  /** {@code sync key rotate}; the secret key is in it only if it was created now. */
  public static Map<String, @Nullable Object> of(RotateResult result) {
    var fields =
        new JsonFields()
            .with("rotated", result.isDone())
            .with("key_fingerprint", result.newFingerprint())
            .with("devices_to_move", result.toMove())
            .with("devices_to_invite", result.toInvite())
            .with("devices_unreadable", result.unreadable());
    if (result.secret() != null) {
      fields.with("secret_key", result.secret());
    }
    return fields.map();
  }
}
