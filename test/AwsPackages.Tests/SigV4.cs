using System.Security.Cryptography;
using System.Text;
using Alerting.Fakes;

namespace AwsPackages.Tests;

/// <summary>
/// Computes the expected signature of a request as documented:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
/// </summary>
internal sealed record SigV4(
    string AccessKey, string Date, string Region, string Service, string Signature, string Expected)
{
    public static SigV4 Of(RecordedRequest request, string secretKey)
    {
        var parts = request.Header("Authorization").ShouldNotBeNull()
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        parts[0].ShouldBe("AWS4-HMAC-SHA256");
        var scope = Value(parts, "Credential").Split('/');
        var expected = Sign(request, secretKey, scope[1..], Value(parts, "SignedHeaders"));
        return new SigV4(scope[0], scope[1], scope[2], scope[3], Value(parts, "Signature"), expected);
    }

    private static string Sign(RecordedRequest request, string secretKey, string[] scope, string signedHeaders)
    {
        var headers = string.Concat(signedHeaders.Split(';').Select(name => $"{name}:{request.Header(name)}\n"));
        var canonical = string.Join(
            '\n', request.Method, request.Path, request.Query, headers, signedHeaders,
            Hex(SHA256.HashData(request.BodyBytes)));
        var text = string.Join(
            '\n',
            "AWS4-HMAC-SHA256",
            request.Header("X-Amz-Date"),
            string.Join('/', scope),
            Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = scope.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), Mac);
        return Hex(Mac(key, text));
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Value(string[] parts, string name) =>
        parts.Single(part => part.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}
