using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Alerting.Playground.Tests;

/// <summary>The program started from a shell.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task If_the_port_is_in_use_the_next_one_is_used_and_printed()
    {
        using var owner = new TcpListener(IPAddress.Loopback, 0);
        owner.Start();
        var taken = ((IPEndPoint)owner.LocalEndpoint).Port;

        await using var playground = PlaygroundProcess.Start("--port", taken.ToString(CultureInfo.InvariantCulture));
        var first = await playground.LineAsync();
        var second = await playground.LineAsync();

        first.ShouldBe($"Port {taken} is in use. Using the next free port.");
        var address = second.Split(' ').First(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(address))).ShouldContain("<title>Alerting playground</title>");
    }

    [Fact]
    public async Task An_invalid_configuration_is_reported_with_its_place_and_nothing_starts()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("playground-").FullName, "wrong.yaml");
        await File.WriteAllTextAsync(file, "receivers: { chat: { slck: x } }\nroutes: [{ to: chat }]\n");

        await using var playground = PlaygroundProcess.Start("--config", file);

        (await playground.ErrorAsync()).ShouldContain("wrong.yaml:1:22: Unknown key \"slck\" in a receiver");
        (await playground.ExitCodeAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("--config", "no-such-file.yaml", "Cannot read no-such-file.yaml: ")]
    [InlineData("--config", "/", "/ is a folder. --config needs a file.")]
    [InlineData("--prot", "80", "Unknown option '--prot'.")]
    public async Task Wrong_usage_gets_one_sentence(string option, string value, string sentence)
    {
        await using var playground = PlaygroundProcess.Start(option, value);

        var error = await playground.ErrorAsync();

        error.ShouldContain(sentence);
        error.ShouldNotContain("   at ");
        (await playground.ExitCodeAsync()).ShouldBe(2);
    }

    private sealed class PlaygroundProcess(Process process) : IAsyncDisposable
    {
        public static PlaygroundProcess Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Alerting.Playground.dll"), .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true })!);

        public async Task<string> LineAsync() =>
            await process.StandardOutput.ReadLineAsync() ?? throw new ShouldAssertException(
                $"The process ended: {await process.StandardError.ReadToEndAsync()}");

        public Task<string> ErrorAsync() => process.StandardError.ReadToEndAsync();

        public async Task<int> ExitCodeAsync()
        {
            await process.WaitForExitAsync();
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
