package dev.stackunderflow.app.json;

import dev.stackunderflow.app.doctor.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings of {@code doctor}. */
public final class DoctorJson {

  private DoctorJson() {}

  /** One document. */
  public static Map<String, @Nullable Object> of(List<Finding> findings) {
    return new JsonFields()
        .with("healthy", findings.stream().noneMatch(f -> f.state() == Finding.State.PROBLEM))
        .with("findings", findings.stream().map(DoctorJson::finding).toList())
        .map();
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    return new JsonFields()
        .with("check", finding.check())
        .with("state", finding.state().word())
        .with("message", finding.message())
        .with("next", finding.next())
        .map();
  }
}
