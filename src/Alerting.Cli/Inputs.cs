using System.CommandLine;
using System.CommandLine.Parsing;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Logs.Batches;
using Alerting.OnCall;
using Alerting.OnCall.Calendars;
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
        Description = "The configuration. Default: ALERTING_CONFIG, else ./alerting.yaml, else the one shipped with " +
            "the tool. Several, one option each, are read as one.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = given => ConfigText.List(given.Tokens.Select(token => token.Value)),
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
        var sources = new List<ConfigText>();
        foreach (var file in ConfigFiles(FindConfig(path)))
        {
            try
            {
                sources.Add(new ConfigText(file, await File.ReadAllTextAsync(file, cancellation)));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw CannotRead(file, failure, "configuration file");
            }
        }
        var result = ConfigFile.Load(sources, Environment.GetEnvironmentVariable);
        return result.Config is { Calendars.Count: > 0 } config ? WithCalendars(config, sources) : result;
    }

    /// <summary>With the calendars in files. Those by URL are fetched only where Alerting is deployed.</summary>
    private static ConfigResult WithCalendars(AlertingConfig config, List<ConfigText> sources)
    {
        var files = HolidayCalendar.ReadFiles(
            config, Path.GetDirectoryName(sources[0].Name) ?? "", TimeProvider.System.GetUtcNow());
        var result = ConfigFile.Load(sources, Environment.GetEnvironmentVariable, calendars: files);
        ConfigMessage[] unreadable = [.. from calendar in config.Calendars
                                         where files.TryGetValue(calendar.Key, out var copy) && copy.IsMissing
                                         select Message(calendar, files[calendar.Key], sources[0].Name)];
        return unreadable.Length == 0 ? result : new ConfigResult(null, unreadable, result.Notes);
    }

    private static ConfigMessage Message(IntervalCalendar calendar, CalendarCopy copy, string file) =>
        new(calendar.Source ?? file, calendar.Line, calendar.Column,
            $"Cannot read the calendar \"{calendar.Address}\". {copy.Failure}") { Code = "UnreadableCalendar" };

    /// <summary>The sources, in order. A file whose name has a comma is one.</summary>
    public static IReadOnlyList<string> ConfigFiles(string found) =>
        File.Exists(found) || ConfigText.Locations(found) is not { Count: > 0 } files ? [found] : files;

    /// <summary>Reads a valid configuration, or throws with all its errors.</summary>
    public static async Task<AlertingConfig> LoadConfigAsync(string? path, CancellationToken cancellation)
    {
        var result = await ReadConfigAsync(path, cancellation);
        return result.Config ?? throw new UserException(
            $"The configuration is not valid:\n{string.Join('\n', result.Errors.Select(error => "  " + error))}");
    }

    /// <summary>One file, or several with commas between them.</summary>
    public static string FindConfig(string? path)
    {
        var named = path ?? Environment.GetEnvironmentVariable("ALERTING_CONFIG");
        if (!string.IsNullOrEmpty(named))
        {
            foreach (var source in ConfigText.Locations(named))
            {
                var service = source.StartsWith("ssm:", StringComparison.Ordinal) ? "Parameter Store"
                    : source.StartsWith("s3:", StringComparison.Ordinal) ? "S3" : null;
                if (service is not null)
                {
                    throw new UserException($"The configuration {source} is in {service}. Save it to a file and pass " +
                        "that with --config.");
                }
            }
            return named;
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
