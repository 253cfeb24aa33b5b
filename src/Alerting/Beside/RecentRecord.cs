using System.Text.Json.Serialization;

namespace Alerting.Beside;

/// <summary>Something that happened lately: a change, or a page. It is kept for a day, to be named beside a page.</summary>
public sealed record RecentRecord
{
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Null where the source has no account, such as GitHub.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("account")]
    public string? Account { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>What the service is called: of the function, the stack, the repository.</summary>
    [JsonPropertyName("names")]
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The same for all steps of a change, and for all pages of an alert.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>For people: <c>orders-api v1.42 deployed (GitHub, ann)</c>, or the alert's title.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Of a page; null for a change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("incident")]
    public string? Incident { get; init; }

    [JsonIgnore]
    public bool IsChange => Incident is null;
}

/// <summary>What happened lately, by account.</summary>
public interface IRecentRecords
{
    Task AddAsync(RecentRecord record, CancellationToken cancellation);

    /// <summary>Of the account, and of sources that have none.</summary>
    Task<IReadOnlyList<RecentRecord>> ReadAsync(
        string? account, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellation);
}
