@echo off
rem Runs the command from a package, with the Java runtime, native libraries and caches beside it.
setlocal
set "app=%~dp0..\app"
set "cache=views"
if "%~1"=="start" set "cache=sync"
if "%~1"=="sync" set "cache=sync"
"%~dp0..\runtime\bin\java.exe" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmn48m ^
  "-XX:AOTCache=%app%\%cache%.aot" -Xlog:disable -Djdk.console=java.base ^
  "-Dorg.sqlite.lib.path=%app%\native" "-Dstackunderflow.launcher=%~f0" ^
  -cp "%app%\app.jar" dev.stackunderflow.app.Main %*
