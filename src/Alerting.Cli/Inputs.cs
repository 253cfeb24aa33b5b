using System.CommandLine;
using System.CommandLine.Parsing;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Logs.Batches;
using Alerting.Redaction;
using Alerting.Sources;
using NodaTime;

namespace Alerting.Cli;

internal static class Inputs
{
    private const string DefaultConfig = "alerting.yaml";

    public static Argument<string> Event { get; } =
        new("EVENT") { Description = "A file with a Lambda event or a plain message; - reads standard input." };

    public static Option<string?> Config { get; } = new("--config")
    {
        Description =
            "The configuration. Default: ALERTING_CONFIG, else ./alerting.yaml, else the one shipped with the tool.",
        HelpName = "FILE",
    };

    public static Option<DateTimeOffset?> At { get; } =
        Moment("--at", "When the event is processed, such as 2026-11-14T03:00:00Z. Default: now.");

    public static Option<bool> Json { get; } =
        new("--json") { Description = "Print one JSON document and nothing else." };

    public static Option<bool> JsonLines { get; } =
        new("--json") { Description = "Print JSON lines and nothing else." };

    public static Option<DateTimeOffset?> Moment(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME", CustomParser = ParseTime };

    public static async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellation,
        string kind = "event file")
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
            throw CannotRead(path, failure, kind);
        }
    }

    public static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotRead(path, failure, "event file");
        }
    }

    /// <summary>Reads the signals of an event. Log lines get the region that is configured for AWS tools.</summary>
    public static async Task<IReadOnlyList<Signal>> ReadSignalsAsync(string path, AlertingConfig config,
        CancellationToken cancellation) =>
        ReadSignals(await ReadFileAsync(path, cancellation), config);

    public static IReadOnlyList<Signal> ReadSignals(ReadOnlyMemory<byte> body, AlertingConfig config)
    {
        if (body.Span.Trim(" \r\n\t"u8).IsEmpty)
            throw new UserException("The event is empty. Write a Lambda event, JSON or text into it.");
        var region = Environment.GetEnvironmentVariable("AWS_REGION")
            ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION");
        try
        {
            return new EventIntake(config.Logs, region).Read(body);
        }
        catch (LogBatchException unreadable)
        {
            throw new UserException(unreadable.Message);
        }
    }

    public static async Task<ConfigResult> ReadConfigAsync(string? path, CancellationToken cancellation)
    {
        var file = FindConfig(path);
        try
        {
            return ConfigFile.Load(await File.ReadAllTextAsync(file, cancellation), file,
                Environment.GetEnvironmentVariable);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotRead(file, failure, "configuration file");
        }
    }

    /// <summary>Reads a valid configuration, or throws with all its errors.</summary>
    public static async Task<AlertingConfig> LoadConfigAsync(string? path, CancellationToken cancellation)
    {
        var result = await ReadConfigAsync(path, cancellation);
        return result.Config ?? throw new UserException(
            $"The configuration is not valid:\n{string.Join('\n', result.Errors.Select(error => "  " + error))}");
    }

    public static string FindConfig(string? path)
    {
        var named = path ?? Environment.GetEnvironmentVariable("ALERTING_CONFIG");
        if (!string.IsNullOrEmpty(named))
        {
            return !named.StartsWith("ssm:", StringComparison.Ordinal) ? named : throw new UserException(
                $"The configuration {named} is in Parameter Store. Save it to a file and pass that with --config.");
        }
        return File.Exists(DefaultConfig) ? DefaultConfig : Path.Combine(AppContext.BaseDirectory, DefaultConfig);
    }

    /// <summary>Of whoever reads it: the zone of this machine.</summary>
    public static DateTimeZone ZoneOf(TimeProvider time) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.LocalTimeZone.Id) ?? DateTimeZone.Utc;

    public static string NotATime(string text) => $"\"{text}\" is not a time. Write it as 2026-11-14T03:00:00Z.";

    /// <summary>The path may be what somebody wrote in an event, so it may be a secret.</summary>
    public static UserException CannotRead(string path, Exception failure, string kind) =>
        new(Redactor.BuiltIn.Apply(failure switch
        {
            _ when Directory.Exists(path) => $"{path} is a folder. Name {(kind[0] == 'e' ? "an" : "a")} {kind} in it.",
            FileNotFoundException or DirectoryNotFoundException => $"Cannot read {path}: the file does not exist.",
            UnauthorizedAccessException => $"Cannot read {path}: permission denied.",
            _ => $"Cannot read {path}: {failure.Message}",
        }, keepAddresses: true));

    internal static DateTimeOffset? ParseTime(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (JsonFields.TryTime(text, out var time))
            return time;
        argument.AddError(NotATime(text));
        return null;
    }
}
