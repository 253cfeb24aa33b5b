using System.Security.Cryptography;
using System.Text;

namespace Alerting.Alerts;

/// <summary>A short stable id for a text: the first 8 bytes of its SHA-256 in hexadecimal.</summary>
/// <remarks>64 bits keep ten million alerts apart with a chance of collision of about one in 370,000.</remarks>
public static class Fingerprint
{
    public static string Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash[..8]);
    }
}
