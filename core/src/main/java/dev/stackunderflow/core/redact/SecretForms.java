package dev.stackunderflow.core.redact;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Secrets that are known by their form, as their issuers document it. The expressions are RE2's:
 * the time they take grows with the length of the text alone.
 */
final class SecretForms {

  private SecretForms() {}

  /**
   * A form of secret.
   *
   * @param kind what it is, in the singular
   * @param needles a text without any of these has none of it
   * @param pattern finds it
   * @param replacement what takes its place; {@code $1} is the first group
   */
  record Form(String kind, List<String> needles, Pattern pattern, String replacement) {

    static Form of(String kind, String pattern, String... needles) {
      return new Form(kind, List.of(needles), Pattern.compile(pattern), mark(kind));
    }

    static Form keeping(String kind, String pattern, String... needles) {
      return new Form(kind, List.of(needles), Pattern.compile(pattern), "${1}" + mark(kind));
    }

    boolean mayBeIn(String text) {
      return needles.stream().anyMatch(text::contains);
    }
  }

  /** What is written in place of a secret. */
  static String mark(String kind) {
    return "[redacted: " + kind + "]";
  }

  /** In this order: the more special form of two that begin alike goes first. */
  static final List<Form> ALL =
      List.of(
          Form.of(
              "private key",
              "(?s)-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                  + ".*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)",
              "PRIVATE KEY"),
          Form.of(
              "age secret key",
              "(?i)AGE-(?:SECRET-KEY|PLUGIN-[A-Z0-9]{1,20})-(?:PQ-)?1[0-9A-Z]{20,}",
              "AGE-",
              "age-"),
          Form.of(
              "AWS key",
              "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b",
              "AKIA",
              "ASIA",
              "ABIA",
              "ACCA"),
          Form.of(
              "GitHub token",
              "\\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})",
              "ghp_",
              "gho_",
              "ghu_",
              "ghs_",
              "ghr_",
              "github_pat_"),
          Form.of(
              "GitLab token",
              "\\bgl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|soat|agent|oas)-[A-Za-z0-9_.-]{16,}",
              "glpat-",
              "gldt-",
              "glrt-",
              "glrtr-",
              "glcbt-",
              "glptt-",
              "glft-",
              "glimt-",
              "glsoat-",
              "glagent-",
              "gloas-"),
          Form.of(
              "Slack token",
              "\\b(?:xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{8,}|xapp-[0-9]-[A-Za-z0-9-]{8,}"
                  + "|hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{8,})",
              "xox",
              "xapp-",
              "hooks.slack.com"),
          Form.of(
              "Stripe key",
              "\\b(?:(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,})",
              "_live_",
              "_test_",
              "whsec_"),
          Form.of("Anthropic key", "\\bsk-ant-[A-Za-z0-9_-]{16,}", "sk-ant-"),
          Form.of("OpenAI key", "\\bsk-(?:[a-z]{2,10}-)?[A-Za-z0-9_-]{20,}", "sk-"),
          Form.of(
              "Google key",
              "\\bAIza[0-9A-Za-z_-]{35}|\\bya29\\.[0-9A-Za-z_-]{16,}|\\bGOCSPX-[0-9A-Za-z_-]{20,}",
              "AIza",
              "ya29.",
              "GOCSPX-"),
          Form.of("npm token", "\\bnpm_[A-Za-z0-9]{30,}", "npm_"),
          Form.of("PyPI token", "\\bpypi-[A-Za-z0-9_-]{40,}", "pypi-"),
          Form.of("Hugging Face token", "\\bhf_[A-Za-z0-9]{30,}", "hf_"),
          Form.of("DigitalOcean token", "\\bdo[opr]_v1_[a-f0-9]{40,}", "_v1_"),
          Form.of("SendGrid key", "\\bSG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}", "SG."),
          Form.of(
              "JSON web token",
              "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){1,3}",
              "eyJ"),
          Form.keeping(
              "password",
              "(\\b[A-Za-z][A-Za-z0-9+.-]{1,30}://)[^\\s/:@\"'`<>\\\\]*:[^\\s/@\"'`<>\\\\]+@",
              "://"),
          Form.keeping(
              "authorization",
              "(?i)(\\bauthorization\\b[\"'\\\\]{0,3}\\s*[:=]\\s*[\"'\\\\]{0,3}(?:[a-z]+\\s+)?)"
                  + "[A-Za-z0-9._~+/=-]{8,}",
              "uthorization",
              "AUTHORIZATION"),
          Form.keeping(
              "authorization", "(?i)(\\bbearer\\s+)[A-Za-z0-9._~+/=-]{16,}", "earer ", "EARER "),
          Form.keeping(
              "password",
              "(--?(?:password|passwd|pass|token|secret|api-key|apikey|access-token|client-secret)"
                  + "[ =]['\"]?)[^\\s'\"\\\\$\\[-][^\\s'\"\\\\]{3,}",
              "-pass",
              "-token",
              "-secret",
              "-api",
              "-access-token",
              "-client-secret"));
}
