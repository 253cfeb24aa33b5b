using System.Diagnostics;
using Alerting.TestKit;

namespace Alerting.Reliability.Lambda;

/// <summary>
/// One execution environment: a process of the executable with its own Runtime API, which serves one invocation at a
/// time.
/// </summary>
internal sealed class RoleProcess : IAsyncDisposable
{
    private readonly RuntimeApiServer _runtime;
    private readonly Process _process;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RoleProcess(string role, string key, TimeSpan timeout, IReadOnlyDictionary<string, string> environment,
        Action<string> log)
    {
        (Role, Key) = (role, key);
        _runtime = new RuntimeApiServer { FunctionTimeout = timeout };
        var start = Executable();
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["ALERTING_FUNCTION"] = role;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = _runtime.HostAndPort;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = $"alerting-{role}";
        start.Environment["AWS_ACCESS_KEY_ID"] = key;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data, log);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, log);
        _process.Exited += (_, _) => _ended.TrySetResult();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary><c>ALERTING_BOOTSTRAP</c> is the path of the native executable; the default is the managed build.</summary>
    private static string? Native => Environment.GetEnvironmentVariable("ALERTING_BOOTSTRAP");

    public static bool IsNative => Native is { Length: > 0 };

    public string Role { get; }

    /// <summary>Its access key, by which a call names it.</summary>
    public string Key { get; }

    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>
    /// The function's response; null when the function failed, the process died or the function's timeout passed. Lambda
    /// kills the process then.
    /// </summary>
    public async Task<string?> InvokeAsync(string lambdaEvent)
    {
        // Lambda allows more for the start of a process than for an invocation.
        if (await Task.WhenAny(_runtime.Polled, _ended.Task) == _ended.Task)
            return null;
        var timeout = _runtime.FunctionTimeout + TimeSpan.FromSeconds(0.5);
        var invocation = _runtime.InvokeAsync(lambdaEvent, timeout);
        try
        {
            return await Task.WhenAny(invocation, _ended.Task) == invocation
                && await invocation is { Succeeded: true, Body: var body } ? body : null;
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            Kill();
            return null;
        }
        finally
        {
            _ = invocation.ContinueWith(late => late.Exception, TaskScheduler.Default);
        }
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _runtime.DisposeAsync();
    }

    private static ProcessStartInfo Executable() => Native is { Length: > 0 } path
        ? new ProcessStartInfo(path)
        : new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bootstrap.dll")]);

    private static void Take(string? line, Action<string> log)
    {
        if (line is not null)
            log(line);
    }
}
