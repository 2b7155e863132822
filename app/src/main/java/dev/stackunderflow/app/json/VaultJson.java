package dev.stackunderflow.app.json;

import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.JoinResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of {@code sync init} and {@code sync join}. */
public final class VaultJson {

  private VaultJson() {}

  /** {@code sync init}; the secret key is in it only if it was created now. */
  public static Map<String, @Nullable Object> of(InitResult result) {
    var fields =
        new JsonFields()
            .with("device_id", result.deviceId())
            .with("label", result.label())
            .with("bucket_url", result.bucketUrl())
            .with("key_fingerprint", result.keyFingerprint())
            .with("created_vault", result.createdVault())
            .with("created_key", result.createdKey())
            .with("conditional_writes", result.conditionalWrites());
    if (result.movedFrom() != null) {
      fields.with("moved_from", result.movedFrom());
    }
    if (result.createdKey()) {
      fields.with("secret_key", result.secretKey());
    }
    return fields.map();
  }

  /** {@code sync join}. */
  public static Map<String, @Nullable Object> of(JoinResult result) {
    return new JsonFields()
        .with("device_id", result.deviceId())
        .with("label", result.label())
        .with("role", result.role())
        .with("bucket_url", result.bucketUrl())
        .with("key_fingerprint", result.keyFingerprint())
        .map();
  }
}
