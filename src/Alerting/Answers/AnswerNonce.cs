using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Alerting.Incidents;

namespace Alerting.Answers;

/// <summary>
/// Shows that a form came from a page that this link served within the last half hour. Mail scanners fetch pages and
/// submit what they find, but later, elsewhere and without the page.
/// </summary>
internal static class AnswerNonce
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const string Purpose = "answer form";
    private const int ContentLength = 16;

    public static string Of(string token, AnswerKeys keys, DateTimeOffset now)
    {
        var content = new byte[ContentLength];
        BinaryPrimitives.WriteInt64BigEndian(content, now.ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(content.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString([.. content, .. keys.Sign(Purpose, Signed(token, content))]);
    }

    public static bool IsValid(string nonce, string token, AnswerKeys keys, DateTimeOffset now)
    {
        if (nonce.Length > 100 || !Base64Url.IsValid(nonce))
            return false;
        var bytes = Base64Url.DecodeFromChars(nonce);
        if (bytes.Length != ContentLength + AnswerKeys.SignatureLength)
            return false;
        var content = bytes[..ContentLength];
        var age = now - DateTimeOffset.UnixEpoch.AddSeconds(BinaryPrimitives.ReadInt64BigEndian(content) % 1e11);
        return keys.IsSigned(Purpose, Signed(token, content), bytes.AsSpan(ContentLength))
            && age <= Lifetime && age > -TimeSpan.FromMinutes(1);
    }

    private static byte[] Signed(string token, byte[] content) => [.. content, .. Encoding.UTF8.GetBytes(token)];
}
