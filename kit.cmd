@echo off
rem The one entry: builds what has changed, then runs the command line.
setlocal
set "root=%~dp0"
where dotnet >nul 2>nul || (echo kit: dotnet was not found. Install the .NET 10 SDK.>&2 & exit /b 2)
if not exist "%root%artifacts" mkdir "%root%artifacts"
pushd "%root%"
dotnet build src\ResearchKit.Cli --nologo -v quiet -tl:off >"%root%artifacts\build.log" 2>&1 || (type "%root%artifacts\build.log">&2 & popd & exit /b 2)
popd
dotnet "%root%artifacts\cli\ResearchKit.Cli.dll" %*
