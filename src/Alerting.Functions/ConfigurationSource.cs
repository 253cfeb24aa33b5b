using Alerting.Configuration;
using Alerting.OnCall;
using Alerting.OnCall.Calendars;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// <c>ALERTING_CONFIG</c> lists paths, <c>ssm:/name</c> and <c>s3://bucket/key</c>, which are read as one; the default is
/// the <c>alerting.yaml</c> next to the executable. Files are read once. Parameters and objects can change at any time
/// and are read again as often as secrets are.
/// </summary>
/// <param name="holidays">The copies of calendars by URL; asked for only if the configuration has one.</param>
public sealed class ConfigurationSource(Func<string, string?> environment, Secrets parameters, Secrets objects,
    Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, CalendarCopy>>>? holidays = null)
{
    public const string Variable = "ALERTING_CONFIG";
    private const string Ssm = "ssm:";
    private const string S3 = "s3://";

    private readonly IReadOnlyList<string> _locations = ConfigText.Locations(environment(Variable) ?? "") is
        { Count: > 0 } given ? given : [Path.Combine(AppContext.BaseDirectory, "alerting.yaml")];

    private AlertingConfig? _config;
    private IReadOnlyDictionary<string, CalendarCopy>? _holidays;
    private string[] _texts = [];

    private bool CanChange => _locations.Any(IsRemote);

    private string Location => string.Join(", ", _locations);

    /// <summary>
    /// The same object until a text changes. An invalid change is logged once and the previous configuration stays in
    /// use; without a previous one it throws <see cref="InvalidConfigurationException"/>.
    /// </summary>
    /// <param name="isLatest">Bypasses the cache of parameters and objects.</param>
    public async ValueTask<AlertingConfig> ReadAsync(bool isLatest, CancellationToken cancellation)
    {
        if (_config is { } current && !CanChange && !HasHolidays(current))
            return current;
        // Cached text is the same object, so the comparison is cheap.
        var texts = await Task.WhenAll(_locations.Select(location => TextAsync(location, isLatest, cancellation)));
        var isSame = texts.AsSpan().SequenceEqual(_texts);
        if (isSame && _config is { } before
            && (!HasHolidays(before) || await holidays!(cancellation) == _holidays))
        {
            return before;
        }
        _texts = texts;
        var result = await LoadAsync([.. _locations.Zip(texts, Named)], cancellation);
        if (result.Config is { } config)
            return _config = config;
        var error = $"The configuration {Location} is invalid: {string.Join("; ", result.Errors)}";
        if (_config is null)
            throw new InvalidConfigurationException(error);
        LambdaLogger.Log(LogLevel.Error, "Keeping the previous configuration. {error}", error);
        return _config;
    }

    private bool HasHolidays(AlertingConfig config) =>
        holidays is not null && config.Calendars.Any(calendar => calendar.IsUrl);

    /// <summary>A configuration that names calendars is read a second time, with their copies.</summary>
    private async ValueTask<ConfigResult> LoadAsync(ConfigText[] sources, CancellationToken cancellation)
    {
        var result = ConfigFile.Load(sources, environment, withNotes: false);
        if (result.Config is not { Calendars.Count: > 0 } config)
            return result;
        _holidays = HasHolidays(config) ? await holidays!(cancellation) : null;
        var files = HolidayCalendar.ReadFiles(config, Folder, TimeProvider.System.GetUtcNow());
        foreach (var (key, copy) in files.Where(file => file.Value.IsMissing))
            LambdaLogger.Log(LogLevel.Error, "The calendar of {interval}: {failure}", key, copy.Failure);
        return ConfigFile.Load(sources, environment, withNotes: false,
            calendars: (_holidays ?? files).Concat(files).DistinctBy(copy => copy.Key)
                .ToDictionary(copy => copy.Key, copy => copy.Value, StringComparer.Ordinal));
    }

    /// <summary>Of the first file, or of the function.</summary>
    private string Folder => Path.GetDirectoryName(_locations.FirstOrDefault(each => !IsRemote(each)))
        is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    private ConfigText Named(string location, string text) =>
        new(_locations.Count > 1 && IsRemote(location) ? location : Path.GetFileName(location), text);

    private static bool IsRemote(string location) =>
        location.StartsWith(Ssm, StringComparison.Ordinal) || location.StartsWith(S3, StringComparison.Ordinal);

    private async Task<string> TextAsync(string location, bool isLatest, CancellationToken cancellation)
    {
        if (!IsRemote(location))
            return await ReadFileAsync(location, cancellation);
        var (source, name) = location.StartsWith(Ssm, StringComparison.Ordinal)
            ? (parameters, location[Ssm.Length..]) : (objects, location);
        return await (isLatest ? source.ReadLatestAsync(name, cancellation) : source.ReadAsync(name, cancellation));
    }

    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException($"Cannot read the configuration {path}: {failure.Message}");
        }
    }
}

/// <summary>The message lists every error with its line and column.</summary>
public sealed class InvalidConfigurationException(string message) : Exception(message);
