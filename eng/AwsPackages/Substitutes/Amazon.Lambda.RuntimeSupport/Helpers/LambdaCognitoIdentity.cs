using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>The Cognito identity in the header; empty without the header.</summary>
internal sealed class LambdaCognitoIdentity : ICognitoIdentity
{
    public string IdentityId { get; private init; }

    public string IdentityPoolId { get; private init; }

    public static LambdaCognitoIdentity Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new LambdaCognitoIdentity();
        }

        using var document = JsonDocument.Parse(json);
        return new LambdaCognitoIdentity
        {
            IdentityId = Text(document, "cognitoIdentityId"),
            IdentityPoolId = Text(document, "cognitoIdentityPoolId"),
        };
    }

    private static string Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
