using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Alerting.Incidents;

/// <summary>
/// The keys that sign answer links. A value may hold two, <c>{"current": "…", "previous": "…"}</c>: links that are open
/// still work after a rotation. Any other text is a key itself.
/// </summary>
public sealed class AnswerKeys
{
    /// <summary>96 bits: a forger who guesses a million times a second needs longer than the universe is old.</summary>
    public const int SignatureLength = 12;

    private static readonly string[] Names = ["current", "previous"];

    private readonly byte[][] _keys;

    private AnswerKeys(IEnumerable<string> keys) =>
        _keys = [.. keys.Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))];

    /// <summary>Null for a value without a key of at least 16 characters.</summary>
    public static AnswerKeys? Parse(string value)
    {
        var keys = Values(value.Trim()).Where(key => key.Length >= 16).ToList();
        return keys.Count == 0 ? null : new AnswerKeys(keys);
    }

    /// <summary>Names the current key in a link.</summary>
    public byte Id => _keys[0][0];

    /// <param name="purpose">What is signed for one purpose is not valid for another.</param>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> content) => Sign(_keys[0], purpose, content);

    /// <summary>Whether one of the keys signed it.</summary>
    public bool IsSigned(string purpose, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        var isSigned = false;
        foreach (var key in _keys)
            isSigned |= CryptographicOperations.FixedTimeEquals(Sign(key, purpose, content), signature);
        return isSigned;
    }

    private static byte[] Sign(byte[] key, string purpose, ReadOnlySpan<byte> content) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(purpose + "\n"), .. content])[..SignatureLength];

    private static IEnumerable<string> Values(string value)
    {
        if (!value.StartsWith('{'))
            return [value];
        try
        {
            using var json = JsonDocument.Parse(value);
            return [.. Names.Select(name => json.RootElement.TryGetProperty(name, out var key) ? key.GetString() : null)
                .OfType<string>()];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
