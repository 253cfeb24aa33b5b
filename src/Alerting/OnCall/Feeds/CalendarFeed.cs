using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Alerting.OnCall.Feeds;

/// <summary>A calendar that somebody subscribes to, by a link with a token. Only the token's hash is stored.</summary>
/// <param name="Hash">Of the token.</param>
public sealed record CalendarFeed([property: JsonPropertyName("hash")] string Hash)
{
    /// <summary>Followed by the token and <see cref="Extension"/>.</summary>
    public const string Path = "/calendar/";

    public const string Extension = ".ics";

    private const int TokenBytes = 16;

    /// <summary>Null for all schedules.</summary>
    [JsonPropertyName("schedule")]
    public string? Schedule { get; init; }

    /// <summary>Whose shifts, by key; null for everybody's.</summary>
    [JsonPropertyName("person")]
    public string? Person { get; init; }

    [JsonPropertyName("by")]
    public string By { get; init; } = "";

    [JsonPropertyName("createdAt")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>By which people revoke it.</summary>
    [JsonIgnore]
    public string Id => Hash[..8];

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))[..32];

    /// <summary>Null for another path.</summary>
    public static string? TokenOf(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) ? path[Path.Length..].Replace(Extension, "",
            StringComparison.Ordinal) : null;
}
