using System.Text;

namespace Alerting.Fakes;

/// <summary>
/// A received mail: its envelope, its raw text without dot-stuffing, and the session's encryption and user.
/// </summary>
public sealed record ReceivedMail(
    string From, IReadOnlyList<string> Recipients, byte[] RawBytes, string? User, bool Encrypted)
{
    public string Raw => Encoding.UTF8.GetString(RawBytes);
}
