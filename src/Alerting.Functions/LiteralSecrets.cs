using Alerting.Configuration;

namespace Alerting.Functions;

/// <summary>
/// Secrets under <c>sam local invoke</c>, where there need be no Parameter Store. SAM hands a function only the variables that
/// its template declares, so the variable that elsewhere names a parameter holds the secret itself: <c>literal:my-token</c>.
/// </summary>
internal static class LiteralSecrets
{
    private const string Prefix = "literal:";

    /// <summary>Whatever is not literal is read as elsewhere.</summary>
    public static SecretReader Or(SecretReader read) => (name, cancellation) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? Task.FromResult(name[Prefix.Length..]) : read(name, cancellation);
}
