using System.CommandLine;
using System.CommandLine.Parsing;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Sources;
using Alerting.Sources.Logs;

namespace Alerting.Cli;

/// <summary>What the verbs take: an event, a configuration, a moment.</summary>
public static class Inputs
{
    private const string DefaultConfig = "alerting.yaml";

    public static Argument<string> Event { get; } =
        new("EVENT") { Description = "A file with a Lambda event or a bare message; - reads standard input." };

    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "The configuration; by default ALERTING_CONFIG, alerting.yaml here, or the one that ships with the tool.",
        HelpName = "F",
    };

    public static Option<DateTimeOffset?> At { get; } = Moment("--at", "The moment it is processed, as 2026-11-14T03:00:00Z; by default now.");

    public static Option<bool> Json { get; } = new("--json") { Description = "One JSON document, and nothing else." };

    /// <summary>An option that is a moment.</summary>
    public static Option<DateTimeOffset?> Moment(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME", CustomParser = ParseTime };

    public static async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellation)
    {
        if (path == "-")
        {
            using var input = new MemoryStream();
            await Console.OpenStandardInput().CopyToAsync(input, cancellation);
            return input.ToArray();
        }
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException(Directory.Exists(path)
                ? $"{path} is a folder; name one event file in it."
                : $"{path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>The signals in an event; log lines are taken to be of the region that AWS tools use here.</summary>
    public static async Task<IReadOnlyList<Signal>> ReadSignalsAsync(string path, AlertingConfig config, CancellationToken cancellation) =>
        ReadSignals(await ReadFileAsync(path, cancellation), config);

    public static IReadOnlyList<Signal> ReadSignals(ReadOnlyMemory<byte> body, AlertingConfig config)
    {
        var region = Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION");
        try
        {
            return new EventIntake(config.Logs, region).Read(body);
        }
        catch (LogBatchException unreadable)
        {
            throw new UserException(unreadable.Message);
        }
    }

    /// <summary>Reads a configuration that may be wrong, for the verb that says so.</summary>
    public static async Task<ConfigResult> ReadConfigAsync(string? path, CancellationToken cancellation)
    {
        var file = FindConfig(path);
        try
        {
            return ConfigFile.Load(await File.ReadAllTextAsync(file, cancellation), file, Environment.GetEnvironmentVariable);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file} cannot be read: {failure.Message}");
        }
    }

    /// <summary>Reads a configuration that must be right.</summary>
    public static async Task<AlertingConfig> LoadConfigAsync(string? path, CancellationToken cancellation)
    {
        var result = await ReadConfigAsync(path, cancellation);
        return result.Config ?? throw new UserException(
            $"the configuration is not valid.\n{string.Join('\n', result.Errors.Select(error => "  " + error))}");
    }

    public static string FindConfig(string? path)
    {
        var named = path ?? Environment.GetEnvironmentVariable("ALERTING_CONFIG");
        if (!string.IsNullOrEmpty(named))
        {
            return !named.StartsWith("ssm:", StringComparison.Ordinal) ? named : throw new UserException(
                $"the configuration {named} is in Parameter Store; save it to a file and name that with --config.");
        }
        return File.Exists(DefaultConfig) ? DefaultConfig : Path.Combine(AppContext.BaseDirectory, DefaultConfig);
    }

    internal static DateTimeOffset? ParseTime(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (JsonFields.TryTime(text, out var time))
            return time;
        argument.AddError($"'{text}' is not a time such as 2026-11-14T03:00:00Z.");
        return null;
    }
}
