using System.Text;

namespace Alerting.TestServers;

/// <summary>
/// A mail as it was handed over: its envelope, its raw text with dot-stuffing undone, and how the session stood.
/// </summary>
public sealed record ReceivedMail(
    string From, IReadOnlyList<string> Recipients, byte[] RawBytes, string? User, bool Encrypted)
{
    /// <summary>Headers and body.</summary>
    public string Raw => Encoding.UTF8.GetString(RawBytes);
}
