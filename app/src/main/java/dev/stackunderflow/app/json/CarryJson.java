package dev.stackunderflow.app.json;

import dev.stackunderflow.core.carry.CarryPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code sessions carry}. */
public final class CarryJson {

  private CarryJson() {}

  /**
   * What was written.
   *
   * @param plan the files and lines
   * @param dryRun whether nothing was written
   * @param resume the command that resumes the session
   */
  public static Map<String, @Nullable Object> of(CarryPlan plan, boolean dryRun, String resume) {
    return new JsonFields()
        .with("provider", plan.session().provider())
        .with("session_id", plan.session().sessionId())
        .with("dry_run", dryRun)
        .with("folder", plan.folder().toString())
        .with("devices", plan.devices())
        .with("lines_written", plan.missing())
        .with("lines_present", plan.present())
        .with(
            "files",
            plan.files().stream()
                .map(
                    file ->
                        new JsonFields()
                            .with("file", file.path().toString())
                            .with("session_id", file.session().sessionId())
                            .with("lines_written", file.missing().size())
                            .with("lines_present", file.present())
                            .map())
                .toList())
        .with(
            "mapped",
            plan.mapped().entrySet().stream()
                .map(
                    mapped ->
                        new JsonFields()
                            .with("from", mapped.getKey().from())
                            .with("to", mapped.getKey().to())
                            .with("lines", mapped.getValue())
                            .map())
                .toList())
        .with("not_original", plan.rewritten())
        .with("notes", plan.notes())
        .with("resume", resume)
        .map();
  }
}
