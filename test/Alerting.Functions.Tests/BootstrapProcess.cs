using System.Diagnostics;
using Alerting.TestKit;

namespace Alerting.Functions.Tests;

/// <summary>
/// Runs the executable in its own process against a Runtime API, like Lambda. <c>ALERTING_BOOTSTRAP</c> is the path of
/// a published executable (the native one, in CI); the default is the managed build.
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
        _process.OutputDataReceived += (_, line) => Append(line.Data, isError: false);
        _process.ErrorDataReceived += (_, line) => Append(line.Data, isError: true);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Standard output and standard error.</summary>
    public string Output => Joined(_output);

    public string Errors => Joined(_errors);

    /// <summary>Kills the process and waits until all its output is read.</summary>
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

    private static ProcessStartInfo Executable() =>
        Environment.GetEnvironmentVariable("ALERTING_BOOTSTRAP") is { Length: > 0 } path
        ? new ProcessStartInfo(path)
        : new ProcessStartInfo(
            Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "bootstrap.dll")]);

    private void Append(string? line, bool isError)
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
