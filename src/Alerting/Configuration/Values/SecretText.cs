using Alerting.Redaction;

namespace Alerting.Configuration.Values;

/// <summary>Whether a value of the configuration contains a secret: what would be redacted in a message.</summary>
internal static class SecretText
{
    /// <summary>Of headers whose values are secrets, whatever they look like.</summary>
    private static readonly string[] Names =
        ["authorization", "token", "secret", "password", "api-key", "apikey", "auth-key", "cookie"];

    /// <param name="name">Of a header; otherwise null.</param>
    public static bool Has(string value, string? name)
    {
        if (name is not null && !value.Contains("${", StringComparison.Ordinal)
            && Array.Exists(Names, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }
        return Redactor.BuiltIn.Apply(value, keepAddresses: true) != value;
    }
}
