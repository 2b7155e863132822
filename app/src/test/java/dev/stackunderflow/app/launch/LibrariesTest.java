package dev.stackunderflow.app.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {

  @TempDir Path lib;

  private void jar(String name, Map<String, byte[]> entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(lib.resolve(name)))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private Map<String, String> libraries() throws IOException {
    Libraries.main(new String[] {lib.toString()});
    Map<String, String> contents = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(lib.resolve("libraries.jar").toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        contents.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }
    return contents;
  }

  @Test
  void joinsServicesAndNamesLicencesByTheirJar() throws IOException {
    jar("one.jar", Map.of("META-INF/services/S", text("a.One"), "META-INF/LICENSE", text("MIT")));
    jar("two.jar", Map.of("META-INF/services/S", text("b.Two"), "LICENSE.txt", text("Apache")));
    Map<String, String> contents = libraries();
    assertThat(contents.getOrDefault("META-INF/services/S", "").lines())
        .containsExactly("a.One", "b.Two");
    assertThat(contents)
        .containsEntry("META-INF/licenses/one.jar/LICENSE", "MIT")
        .containsEntry("META-INF/licenses/two.jar/LICENSE.txt", "Apache");
  }

  @Test
  void leavesOutSignaturesModulesAndVariantsForNewerReleases() throws IOException {
    jar(
        "one.jar",
        Map.of(
            "META-INF/A.SF", text("x"),
            "META-INF/A.RSA", text("x"),
            "META-INF/versions/22/data", text("new"),
            "module-info.class", text("x"),
            "data", text("old")));
    assertThat(libraries().keySet()).containsExactly("META-INF/MANIFEST.MF", "data");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux/amd64/libzstd-jni-1.so, win/amd64/libzstd-jni-1.dll",
    "Linux, amd64, org/sqlite/native/Linux-Musl/x86_64/lib.so, org/sqlite/native/FreeBSD/x86_64/lib.so",
    "Linux, aarch64, org/sqlite/native/Linux/aarch64/lib.so, org/sqlite/native/Linux/x86_64/lib.so",
    "Linux, amd64, com/sun/jna/linux-x86-64/lib.so, com/sun/jna/linux-x86/lib.so",
    "Mac OS X, aarch64, com/sun/jna/darwin-aarch64/lib.jnilib, com/sun/jna/darwin-x86-64/lib.jnilib",
    "Mac OS X, x86_64, org/sqlite/native/Mac/x86_64/lib.dylib, org/sqlite/native/Linux/x86_64/lib.so",
    "Windows 11, amd64, com/sun/jna/win32-x86-64/lib.dll, darwin/x86_64/lib.dylib",
    "Windows 11, aarch64, win/aarch64/lib.dll, aix/ppc64/lib.a",
    "Mac OS X, aarch64, osxkeychain.so, linux/aarch64/lib.so",
  })
  void hasThePlatformsNativeLibrariesOnly(
      String system, String architecture, String own, String foreign) {
    assertThat(Libraries.isFor(own, system, architecture)).isTrue();
    assertThat(Libraries.isFor(foreign, system, architecture)).isFalse();
    assertThat(Libraries.isFor(foreign, "Haiku", architecture)).isTrue();
    assertThat(Libraries.isFor(foreign, system, "ppc64")).isTrue();
    assertThat(Libraries.isFor("a/Class.class", system, architecture)).isTrue();
  }

  @Test
  void leavesThisProgramsJarsAloneAndCanRunAgain() throws IOException {
    jar("core-1.jar", Map.of("core", text("x")));
    jar("one.jar", Map.of("data", text("x")));
    libraries();
    byte[] first = Files.readAllBytes(lib.resolve("libraries.jar"));
    assertThat(libraries()).containsOnlyKeys("META-INF/MANIFEST.MF", "data");
    assertThat(lib.resolve("libraries.jar")).hasBinaryContent(first);
  }

  @Test
  void refusesTwoFilesOfOneName() throws IOException {
    jar("one.jar", Map.of("data", text("x"), "same", text("s")));
    jar("two.jar", Map.of("data", text("y"), "same", text("s")));
    assertThatThrownBy(() -> Libraries.main(new String[] {lib.toString()}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two.jar")
        .hasMessageContaining("data");
  }

  @Test
  void raisesClassesOfJava5SoThatTheyStillRun() throws Exception {
    ClassDesc name = ClassDesc.of("old.Old");
    byte[] old =
        ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
            .build(
                name,
                type ->
                    type.withVersion(ClassFile.JAVA_5_VERSION, 0)
                        .withMethodBody(
                            "larger",
                            MethodTypeDesc.of(ConstantDescs.CD_int, List.of(ConstantDescs.CD_int)),
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code ->
                                code.iload(0)
                                    .iconst_5()
                                    .ifThenElse(
                                        Opcode.IF_ICMPGT,
                                        larger -> larger.iload(0).ireturn(),
                                        smaller -> smaller.iconst_5().ireturn())));
    jar("old.jar", Map.of("old/Old.class", old));
    libraries();
    URL[] urls = {lib.resolve("libraries.jar").toUri().toURL()};
    try (var loader = new URLClassLoader(urls, null)) {
      var larger = loader.loadClass("old.Old").getMethod("larger", int.class);
      assertThat(larger.invoke(null, 7)).isEqualTo(7);
      assertThat(larger.invoke(null, 3)).isEqualTo(5);
    }
    try (ZipFile zip = new ZipFile(lib.resolve("libraries.jar").toFile())) {
      byte[] raised = zip.getInputStream(zip.getEntry("old/Old.class")).readAllBytes();
      assertThat(ClassFile.of().parse(raised).majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
    }
  }
}
