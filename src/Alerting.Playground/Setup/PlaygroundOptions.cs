using System.Globalization;

namespace Alerting.Playground.Setup;

/// <summary>The command line of the playground.</summary>
public sealed record PlaygroundOptions
{
    public const int DefaultPort = 5080;

    public const string Usage = """
        Usage: Alerting.Playground [--config F] [--port N] [--live]

          --config F   use this configuration instead of the playground's own
          --port N     the first port to try on 127.0.0.1 (5080); the next free one is used when it is taken
          --live       really send to the configured channels, with this machine's AWS credentials
        """;

    /// <summary>What the web host passes to itself, in tests above all.</summary>
    private static readonly string[] OfHost = ["--environment=", "--contentRoot=", "--applicationName=", "--urls="];

    /// <summary>Null is the playground's own configuration.</summary>
    public string? ConfigPath { get; init; }

    public int Port { get; init; } = DefaultPort;

    /// <summary>Whether messages really leave this machine.</summary>
    public bool IsLive { get; init; }

    /// <summary>
    /// How long the playground's own services may take to answer: loopback is quick, and whoever looks at a slow service does
    /// not want to wait long for it.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(4);

    public bool WantsHelp { get; init; }

    /// <summary>Reads the arguments; what cannot be read is said in one sentence.</summary>
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
                case "--config" or "--port" when (value ??= i + 1 < args.Count ? args[++i] : null) is not { Length: > 0 }:
                    return (options, $"{name} needs a value.");
                case "--config":
                    options = options with { ConfigPath = value };
                    break;
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535:
                    options = options with { Port = port };
                    break;
                case "--port":
                    return (options, $"'{value}' is no port; write a number from 0 to 65535.");
                default:
                    if (!Array.Exists(OfHost, known => args[i].StartsWith(known, StringComparison.OrdinalIgnoreCase)))
                        return (options, $"'{args[i]}' is not known here.");
                    break;
            }
        }
        // The playground's own configuration names people and places that are not there.
        return options is { IsLive: true, ConfigPath: null, WantsHelp: false }
            ? (options, "--live really sends, so it needs your own configuration: name it with --config.")
            : (options, null);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}
