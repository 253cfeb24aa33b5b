using System.Globalization;

namespace Alerting.Playground.Setup;

internal sealed record PlaygroundOptions
{
    public const int DefaultPort = 5080;

    public const string Usage = """
        Usage: Alerting.Playground [--config F] [--port N] [--live]

          --config F   use this configuration instead of the built-in one
          --port N     listen on this port of 127.0.0.1 (default 5080), or on the next free one
          --live       send real messages to the configured channels, with this machine's AWS credentials
        """;

    /// <summary>Passed by WebApplicationFactory in tests.</summary>
    private static readonly string[] HostOptions =
        ["--environment=", "--contentRoot=", "--applicationName=", "--urls="];

    /// <summary>Null for the built-in configuration.</summary>
    public string? ConfigPath { get; init; }

    public int Port { get; init; } = DefaultPort;

    public bool IsLive { get; init; }

    /// <summary>Short, so that the fault "slow" shows its effect soon.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(4);

    public bool WantsHelp { get; init; }

    public static (PlaygroundOptions Options, string? Problem) Parse(IReadOnlyList<string> args)
    {
        var options = new PlaygroundOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = Split(args[i]);
            switch (name)
            {
                case "--help" or "-h" or "-?":
                    options = options with { WantsHelp = true };
                    break;
                case "--live" when value is null or "true":
                    options = options with { IsLive = true };
                    break;
                case "--config"
                    or "--port" when (value ??= i + 1 < args.Count ? args[++i] : null) is not { Length: > 0 }:
                    return (options, $"{name} needs a value.");
                case "--config":
                    options = options with { ConfigPath = value };
                    break;
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                    && port <= 65535:
                    options = options with { Port = port };
                    break;
                case "--port":
                    return (options, $"'{value}' is not a port. Write a number from 0 to 65535.");
                default:
                    if (!Array.Exists(HostOptions,
                        known => args[i].StartsWith(known, StringComparison.OrdinalIgnoreCase)))
                    {
                        return (options, $"Unknown option '{args[i]}'.");
                    }
                    break;
            }
        }
        // The addresses in the built-in configuration do not exist.
        return options is { IsLive: true, ConfigPath: null, WantsHelp: false }
            ? (options, "--live sends real messages, so it needs your own configuration: add --config FILE.")
            : (options, null);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}
