using System.Runtime.CompilerServices;

namespace Alerting.Cli.Tests.Alarms;

internal static class AlarmsGoldenFolder
{
    public static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "Golden");

    public static string File(string name) => System.IO.Path.Combine(Path(), name);
}
