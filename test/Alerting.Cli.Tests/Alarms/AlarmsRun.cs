using System.CommandLine;
using Alerting.Cli.Alarms;

namespace Alerting.Cli.Tests.Alarms;

/// <summary>Runs <c>alerting alarms</c> in this process.</summary>
internal static class AlarmsRun
{
    public static async Task<CliResult> OfAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, error);
        var root = new RootCommand("test") { AlarmsCommand.Create(terminal) };
        var code = await CommandLine.RunAsync(root, ["alarms", .. arguments], terminal);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    /// <summary>With the input in a file.</summary>
    public static async Task<CliResult> OfTextAsync(string input, params string[] arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, input, TestContext.Current.CancellationToken);
            return await OfAsync([path, .. arguments]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
