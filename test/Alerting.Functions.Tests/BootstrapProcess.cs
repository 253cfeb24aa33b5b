using System.Diagnostics;
using Alerting.TestServers;

namespace Alerting.Functions.Tests;

/// <summary>
/// The executable as Lambda starts it: a process of its own that asks a Runtime API for work. <c>ALERTING_BOOTSTRAP</c> names a
/// published one (the native one, in CI); without it, the managed build is started.
/// </summary>
internal sealed class BootstrapProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    public BootstrapProcess(RuntimeApiServer runtime, IReadOnlyDictionary<string, string> environment)
    {
        var start = Executable();
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtime.HostAndPort;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = "alerting-AlarmFunction";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data, isError: false);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data, isError: true);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All it wrote, to both streams.</summary>
    public string Output => Joined(_output);

    /// <summary>What it wrote to standard error.</summary>
    public string Errors => Joined(_errors);

    /// <summary>Ends it, so that all it wrote is here.</summary>
    public async Task StopAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Executable() => Environment.GetEnvironmentVariable("ALERTING_BOOTSTRAP") is { Length: > 0 } path
        ? new ProcessStartInfo(path)
        : new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "bootstrap.dll")]);

    private void Keep(string? line, bool isError)
    {
        lock (_output)
        {
            if (line is not null)
                _output.Add(line);
            if (line is not null && isError)
                _errors.Add(line);
        }
    }

    private string Joined(List<string> lines)
    {
        lock (_output)
            return string.Join('\n', lines);
    }
}
