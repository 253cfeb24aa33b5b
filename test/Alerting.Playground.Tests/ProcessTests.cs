using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Alerting.Playground.Tests;

/// <summary>The program as it is started from a shell.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_left_to_its_owner_and_the_next_one_is_said()
    {
        using var owner = new TcpListener(IPAddress.Loopback, 0);
        owner.Start();
        var taken = ((IPEndPoint)owner.LocalEndpoint).Port;

        await using var playground = PlaygroundProcess.Start("--port", taken.ToString(CultureInfo.InvariantCulture));
        var first = await playground.LineAsync();
        var second = await playground.LineAsync();

        first.ShouldBe($"Port {taken} is taken, so it is another.");
        var address = second.Split(' ').First(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(address))).ShouldContain("<title>Alerting playground</title>");
    }

    [Fact]
    public async Task A_configuration_that_is_wrong_is_told_with_its_places_and_nothing_starts()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("playground-").FullName, "wrong.yaml");
        await File.WriteAllTextAsync(file, "receivers: { chat: { slck: x } }\nroutes: [{ to: chat }]\n");

        await using var playground = PlaygroundProcess.Start("--config", file);

        (await playground.ErrorAsync()).ShouldContain("wrong.yaml:1:22: Unknown key \"slck\" in a receiver");
        (await playground.ExitCodeAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("--config", "no-such-file.yaml", "no-such-file.yaml cannot be read")]
    [InlineData("--config", "/", "/ is a folder; --config names a file.")]
    [InlineData("--prot", "80", "'--prot' is not known here.")]
    public async Task Wrong_usage_is_told_in_one_sentence(string option, string value, string sentence)
    {
        await using var playground = PlaygroundProcess.Start(option, value);

        var error = await playground.ErrorAsync();

        error.ShouldContain(sentence);
        error.ShouldNotContain("   at ");
        (await playground.ExitCodeAsync()).ShouldBe(2);
    }

    /// <summary>The playground as a process of its own.</summary>
    private sealed class PlaygroundProcess(Process process) : IAsyncDisposable
    {
        public static PlaygroundProcess Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Alerting.Playground.dll"), .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true })!);

        public async Task<string> LineAsync() =>
            await process.StandardOutput.ReadLineAsync() ?? throw new ShouldAssertException($"It ended: {await process.StandardError.ReadToEndAsync()}");

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
