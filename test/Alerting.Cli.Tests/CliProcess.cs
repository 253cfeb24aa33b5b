using System.Diagnostics;

namespace Alerting.Cli.Tests;

/// <summary>Runs the command line as a process whose input is not a terminal.</summary>
internal static class CliProcess
{
    public static Task<CliResult> RunAsync(IReadOnlyDictionary<string, string> environment,
        params string[] arguments) => RunInAsync("", environment, arguments);

    /// <param name="folder">Empty for the current one.</param>
    public static async Task<CliResult> RunInAsync(string folder, IReadOnlyDictionary<string, string> environment,
        params string[] arguments)
    {
        var dotnet =
            Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet";
        var start = new ProcessStartInfo(dotnet,
            [Path.Combine(AppContext.BaseDirectory, "Alerting.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ALERT", StringComparison.Ordinal))
            .ToArray())
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        return new CliResult(process.ExitCode, await output, await error);
    }
}

internal sealed record CliResult(int ExitCode, string Output, string Error);
