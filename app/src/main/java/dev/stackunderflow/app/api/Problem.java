package dev.stackunderflow.app.api;

import dev.stackunderflow.core.catalog.view.UnknownAgentException;
import dev.stackunderflow.core.catalog.view.UnknownDeviceException;
import dev.stackunderflow.core.sqlite.StorageDiagnostics;
import dev.stackunderflow.core.time.InvalidDateException;
import dev.stackunderflow.sync.api.SyncException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteException;

/**
 * A request that cannot be answered, as RFC 9457 describes it.
 *
 * <p>{@code code} stays the same for the same cause; the words may change.
 */
final class Problem extends Exception {

  static final String BUSY_VIEW =
      "The view is being brought up to date, which takes a while the first time. This continues in"
          + " the background; try again.";

  private final int status;
  private final String code;

  /**
   * Creates one.
   *
   * @param status the HTTP status
   * @param code a word for programs
   * @param detail what happened, what is safe and what to do next
   */
  Problem(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  /**
   * Maps a failure to what the client is told.
   *
   * @param e the failure
   * @param folder the program's folder
   */
  static Problem of(Exception e, Path folder) {
    String words = String.valueOf(e.getMessage());
    return switch (e) {
      case Problem problem -> problem;
      case InvalidDateException _ -> new Problem(400, "usage", words);
      case UnknownAgentException _ -> new Problem(400, "usage", words);
      case UnknownDeviceException _ -> new Problem(404, "not_found", words);
      case SyncException.Usage _ -> new Problem(400, "usage", words);
      case SyncException.NotConfigured _ -> new Problem(409, "not_set_up", words);
      case SyncException.WrongKey _ -> new Problem(409, "wrong_key", words);
      case SyncException.NewerFormat _ -> new Problem(409, "newer_format", words);
      case SyncException.Busy _ -> new Problem(503, "busy", words);
      case SyncException.Unreachable _ -> new Problem(503, "unreachable", words);
      case SyncException.Denied _ -> new Problem(502, "denied", words);
      case SyncException.Tampered _ -> new Problem(502, "tampered", words);
      case SQLiteException busy when isBusy(busy) -> new Problem(503, "busy", BUSY_VIEW);
      default ->
          StorageDiagnostics.words(e, folder)
              .map(trouble -> new Problem(503, "storage", trouble))
              .orElseGet(() -> unexpected(e));
    };
  }

  private static Problem unexpected(Exception e) {
    return new Problem(
        500,
        "unexpected",
        "Unexpected failure: " + e + ". Nothing is lost: every write is all or nothing.");
  }

  /**
   * Whether a repetition of the query will not help: the view is busy, or the disk is in trouble.
   */
  static boolean isLasting(SQLException e, Path folder) {
    return (e instanceof SQLiteException busy && isBusy(busy))
        || StorageDiagnostics.words(e, folder).isPresent();
  }

  private static boolean isBusy(SQLiteException e) {
    return switch (e.getResultCode()) {
      case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED -> true;
      default -> false;
    };
  }

  int status() {
    return status;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "about:blank");
    json.put("title", title());
    json.put("status", status);
    json.put("code", code);
    json.put("detail", String.valueOf(getMessage()));
    return json;
  }

  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
