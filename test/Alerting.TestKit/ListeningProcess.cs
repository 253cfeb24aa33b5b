using System.Diagnostics;
using System.Text.RegularExpressions;
using Alerting.Fakes;

namespace Alerting.TestKit;

/// <summary>
/// A server of somebody else's, told to listen on port 0 of loopback. Its output says which port it got, so nobody can
/// take the port between its choice and the program's start.
/// </summary>
public sealed partial class ListeningProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly RecordedList<string> _said = new();
    private readonly TaskCompletionSource<Uri> _uri = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ListeningProcess(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) =>
            _uri.TrySetException(new InvalidOperationException("It ended before it listened."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its root, with a slash at its end.</summary>
    public Uri Uri => _uri.Task.Result;

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public static async Task<ListeningProcess> StartAsync(string executable, params string[] arguments)
    {
        var server = new ListeningProcess(new ProcessStartInfo(executable, arguments));
        try
        {
            await server._uri.Task.WaitAsync(Patience).ConfigureAwait(false);
            return server;
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new InvalidOperationException(
                $"{Path.GetFileName(executable)} did not listen. It said: {string.Join('\n', server._said.Snapshot())}",
                failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Add(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            _uri.TrySetResult(new Uri($"http://127.0.0.1:{match.Groups[1].Value}/"));
        }
    }

    /// <summary>As programs in Go and Werkzeug say it.</summary>
    [GeneratedRegex("""(?:Listening on.*address=|Running on http://)127\.0\.0\.1:(\d+)""")]
    private static partial Regex Listening();
}
