using System.Security.Cryptography;
using System.Text;

namespace Alerting.Incidents;

/// <summary>
/// The name people use for an incident: <c>#k7f</c>. Made of its id alone, so a page sent without state has it, too. Two open
/// incidents rarely share one; whoever looks one up by its code has to expect several.
/// </summary>
public static class IncidentCode
{
    private const int Length = 3;

    /// <summary>Without what looks alike, and without vowels, which make words.</summary>
    private const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    public static string Of(string incidentId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(incidentId), hash);
        Span<char> code = ['#', '.', '.', '.'];
        for (var i = 0; i < Length; i++)
            code[i + 1] = Letters[BitConverter.ToUInt16(hash[(2 * i)..]) % Letters.Length];
        return new string(code);
    }

    /// <summary>Whether a text is a code, with or without its sign.</summary>
    public static bool IsCode(string text) =>
        Bare(text).ToLowerInvariant() is { Length: Length } code && code.All(Letters.Contains);

    /// <summary>Channels put an invisible letter after the sign, which would mention a channel.</summary>
    private static string Bare(string text) => text.Trim().TrimStart('#', '\u200B');

    public static bool Is(string text, string incidentId) =>
        string.Equals(Bare(text), Of(incidentId)[1..], StringComparison.OrdinalIgnoreCase);
}
