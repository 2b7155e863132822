package dev.stackunderflow.app.launch;

import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.util.Map;

/**
 * Raises the version of old class files. The JVM keeps classes of Java 5 out of its AOT cache (they
 * lack stack maps), and picocli is compiled for Java 5.
 */
final class ModernClassFiles {

  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;

  private final ClassFile files;

  /**
   * For classes of these files.
   *
   * @param jar their contents by name, to look up super classes
   */
  ModernClassFiles(Map<String, byte[]> jar) {
    var hierarchy =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              byte[] bytes = jar.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
              return bytes == null ? null : new ByteArrayInputStream(bytes);
            });
    this.files =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                hierarchy.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /**
   * A class file that the JVM takes into its cache.
   *
   * @param bytes a class file
   * @return the same bytes where it is of Java 6 or newer, else a class file of Java 8
   */
  byte[] of(byte[] bytes) {
    ClassModel model = files.parse(bytes);
    if (model.majorVersion() >= JAVA_6) {
      return bytes;
    }
    // Methods are built again, instruction by instruction: only then they get stack maps.
    return files.transformClass(
        model,
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.with(ClassFileVersion.of(JAVA_8, 0)))));
  }
}
