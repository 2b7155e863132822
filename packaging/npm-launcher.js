#!/usr/bin/env node
// Runs the program from the package of this platform, which npm installed as an optional dependency.
"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const name = `@stackunderflow/${process.platform}-${process.arch}`;
let manifest;
try {
  manifest = require.resolve(`${name}/package.json`);
} catch {
  console.error(
    `stackunderflow: the package ${name} is not installed. Either there is none for this platform, or npm` +
      " was told to omit optional dependencies: install again without --omit=optional.",
  );
  process.exit(1);
}
const root = path.dirname(manifest);
const { time } = require(manifest).stackunderflow;

// npm gives the files the time of the installation. Java accepts its caches for a fast start only with
// jars of the time that they were made with.
function settle(file) {
  try {
    if (Math.floor(fs.statSync(file).mtimeMs / 1000) !== time) {
      fs.utimesSync(file, time, time);
    }
  } catch {
    // A folder that only root can write: the program starts without the cache.
  }
}
const app = path.join(root, "app");
const jar = path.join(app, "app.jar");
if (Math.floor(fs.statSync(jar).mtimeMs / 1000) !== time) {
  settle(path.join(root, "runtime", "lib", "modules"));
  fs.readdirSync(path.join(app, "lib")).forEach((file) => settle(path.join(app, "lib", file)));
  settle(jar);
}

// On Windows Java itself, with the options of bin/stackunderflow.cmd: Node starts a .cmd file only through
// a shell, which would split and interpret the arguments.
function windowsOptions(args) {
  const cache = args[0] === "start" || args[0] === "sync" ? "sync" : "views";
  return [
    "--enable-native-access=ALL-UNNAMED",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xmn48m",
    `-XX:AOTCache=${path.join(app, `${cache}.aot`)}`,
    "-Xlog:disable",
    "-Djdk.console=java.base",
    `-Dorg.sqlite.lib.path=${path.join(app, "native")}`,
    `-Dstackunderflow.launcher=${path.join(root, "bin", "stackunderflow.cmd")}`,
    "-cp",
    jar,
    "dev.stackunderflow.app.Main",
    ...args,
  ];
}

const args = process.argv.slice(2);
const child =
  process.platform === "win32"
    ? spawn(path.join(root, "runtime", "bin", "java.exe"), windowsOptions(args), { stdio: "inherit" })
    : spawn(path.join(root, "bin", "stackunderflow"), args, { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (e) => {
  console.error(`stackunderflow: ${e.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => {
  process.exitCode = code === null ? 128 + (require("node:os").constants.signals[signal] || 0) : code;
});
