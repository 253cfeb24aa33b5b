using System.Security.Cryptography;
using System.Text;

namespace Alerting.Aws.State;

/// <summary>The first half of a SHA-256, in 32 hexadecimal digits.</summary>
internal static class KeyHash
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
