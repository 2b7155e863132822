package dev.stackunderflow.app;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the house: each module imports only what is left of it. */
class HouseTest {

  private static final String ROOT = "dev.stackunderflow.";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.stackunderflow");

  @Test
  void coreKnowsNoNetworkAndNoCrypto() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "sync..",
            ROOT + "app..",
            "software.amazon..",
            "com.exceptionfactory..",
            "javax.crypto..",
            "java.net..",
            "java.net.http..")
        .check(PROGRAM);
  }

  @Test
  void syncKnowsNoCommands() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "sync..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "app..", "picocli..")
        .check(PROGRAM);
  }

  /** Its classes take longer to load than a short command runs: see {@code core.json}. */
  @Test
  void nothingUsesJacksonsDataBinding() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("com.fasterxml.jackson.databind.ObjectMapper")
        .check(PROGRAM);
  }

  @Test
  void theCommandsSeeOnlyTheFaceOfSync() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "sync.engine..",
            ROOT + "sync.bucket..",
            ROOT + "sync.cipher..",
            ROOT + "sync.key..",
            ROOT + "sync.state..",
            ROOT + "sync.wire..")
        .check(PROGRAM);
  }

  @Test
  void onlyTheBucketTalksToTheNetworkAndTheUpdateCheckWhenItIsTyped() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "sync.bucket..", ROOT + "app.update..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.URL")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.URLConnection")
        .check(PROGRAM);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "app.cli.command.UpdateCommand")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "app.json.UpdateJson")
        .and()
        .resideOutsideOfPackage(ROOT + "app.update..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "app.update..")
        .check(PROGRAM);
  }

  @Test
  void onlyKeyAndCipherDoCrypto() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "sync.key..", ROOT + "sync.cipher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.exceptionfactory..", "javax.crypto..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.security.Signature")
        .check(PROGRAM);
  }

  /** Agents compress their logs with zstd; everything else that is compressed is encrypted too. */
  @Test
  void onlyTheCipherAndAgentsKnowZstd() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "sync.key..", ROOT + "sync.cipher..", ROOT + "core.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.github.luben..")
        .check(PROGRAM);
  }

  /** One package for each agent, and one list of them: nothing else changes for a new agent. */
  @Test
  void onlyTheListOfAgentsKnowsThemAndTheyDoNotKnowEachOther() {
    String shared = ROOT + "core.agent.source..";
    String formats = ROOT + "core.agent.format..";
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "core.agent..", ROOT + "core.carry..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "core.agent.*..").and(not(resideInAPackage(shared))))
        .check(PROGRAM);
    slices()
        .matching(ROOT + "core.agent.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAnyPackage(shared, formats))
        .check(PROGRAM);
    noClasses()
        .that()
        .resideInAnyPackage(shared, formats)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "core.agent.*..").and(not(resideInAnyPackage(shared, formats))))
        .check(PROGRAM);
  }

  @Test
  void onlyTheEngineKnowsEverything() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + "sync.bucket..",
            ROOT + "sync.cipher..",
            ROOT + "sync.key..",
            ROOT + "sync.wire..",
            ROOT + "sync.state..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "sync.engine..")
        .check(PROGRAM);
  }

  @Test
  void theApiAndContinuousSyncKnowNoCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "app.api..", ROOT + "app.auto..", ROOT + "app.json..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "app.cli..", "picocli..")
        .check(PROGRAM);
  }

  @Test
  void onlyTheCommandLineKnowsTheCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.stackunderflow..")
        .and()
        .resideOutsideOfPackages(ROOT + "app", ROOT + "app.cli.command..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "app.cli.command..")
        .check(PROGRAM);
  }

  @Test
  void documentsAndTextsKnowNothingOfTheirUsers() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "app.text..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "app.api..", ROOT + "app.auto..", ROOT + "app.cli..", ROOT + "app.json..")
        .check(PROGRAM);
  }

  @Test
  void onlyTheApiServesHttpAndTheTrainingOfTheCaches() {
    noClasses()
        .that()
        .resideInAPackage("dev.stackunderflow..")
        .and()
        .resideOutsideOfPackages(ROOT + "app.api..", ROOT + "app.launch..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.net.httpserver..")
        .check(PROGRAM);
  }

  @Test
  void noCommandReachesTheTrainingOfTheCaches() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "app.launch..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "app.launch..")
        .check(PROGRAM);
  }

  @Test
  void noPackagesDependOnEachOtherInACycle() {
    slices().matching("dev.stackunderflow.(**)").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void nobodyPrintsToTheConsoleBehindTheCommandsBack() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "core..", ROOT + "sync..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(PROGRAM);
  }
}
