using Alerting.Configuration;

namespace Alerting.Functions;

/// <summary>
/// Allows <c>sam local invoke</c> without Parameter Store. SAM passes only the variables that the template declares, so
/// the variable that normally names a parameter contains the secret: <c>literal:my-token</c>.
/// </summary>
internal static class LiteralSecrets
{
    private const string Prefix = "literal:";

    public static SecretReader Or(SecretReader read) => (name, cancellation) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
            ? Task.FromResult(name[Prefix.Length..])
            : read(name, cancellation);
}
