using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Aws.Tests.Deployment;

namespace Alerting.Aws.Tests.Browser;

/// <summary><c>alerting console</c> as a person starts it, on a free port.</summary>
internal sealed partial class ConsoleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _token;

    private ConsoleProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"It ended. {Said}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>With the token that opens it.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>As a browser that opened the address.</summary>
    public HttpClient Http { get; private set; } = null!;

    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <param name="accessKey">The credentials; the proxy of the stack knows them by it.</param>
    public static async Task<ConsoleProcess> StartAsync(
        DeployedStack stack, string accessKey = "AKIDEXAMPLE", params string[] arguments)
    {
        var dotnet =
            Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet";
        var start = new ProcessStartInfo(dotnet,
        [
            Path.Combine(AppContext.BaseDirectory, "Alerting.Cli.dll"), "console", "--port", "0",
            "--table", stack.Table, "--groups", stack.GroupsQueue, "--deliveries", stack.DeliveriesQueue,
            "--queue", stack.UndeliveredQueue, "--config", stack.Environment["ALERTING_CONFIG"], .. arguments,
        ]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in stack.Environment)
            start.Environment[name] = value;
        start.Environment["AWS_ACCESS_KEY_ID"] = accessKey;
        start.Environment["TZ"] = "UTC";
        var console = new ConsoleProcess(start);
        await console._address.Task.WaitAsync(TimeSpan.FromMinutes(1));
        console.Http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
            { BaseAddress = new Uri(console.Address.GetLeftPart(UriPartial.Authority)) };
        (await console.Http.GetAsync(console.Address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return console;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path} answered {(int)answer.StatusCode}: {text} {Said}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>As the page does, with its token.</summary>
    public async Task<(int Status, string Message)> PostAsync(string path, string json)
    {
        _token ??= (await GetAsync("/api/session")).GetProperty("token").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
            { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Console-Token", _token);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http?.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.AppendLine(line);
        if (Printed().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Value));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/\?token=[0-9a-f]+")]
    private static partial Regex Printed();
}
