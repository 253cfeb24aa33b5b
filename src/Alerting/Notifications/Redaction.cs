using System.Text.RegularExpressions;

namespace Alerting.Notifications;

/// <summary>
/// Masks secrets in text before it leaves the account: AWS keys, bearer tokens, JWTs, tokens of well-known services, passwords in
/// URLs and in <c>key=value</c>, e-mail addresses, card numbers and private keys; and what the configuration adds.
/// </summary>
/// <remarks>The line stays readable: <c>password=&lt;redacted&gt;</c>. The time it takes grows with the text and not faster.</remarks>
public sealed class Redaction
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mark = "<redacted>";

    private const int MostLooks = 8;

    private readonly Regex[] _extra;

    /// <param name="extra">Patterns on top of the built-in ones; make them with <see cref="Pattern"/>.</param>
    public Redaction(params IEnumerable<Regex> extra) => _extra = [.. extra];

    /// <summary>The built-in patterns alone.</summary>
    public static Redaction BuiltIn { get; } = new();

    /// <summary>A pattern of the configuration, run without backtracking.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking: a look-around or a back reference.</exception>
    public static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The text with all secrets masked; the same string when there are none.</summary>
    /// <param name="keepAddresses">Whether e-mail addresses stay: where an event is about one, it says nothing without it.</param>
    public string Apply(string text, bool keepAddresses = false)
    {
        text = BuiltIns(text, keepAddresses);
        foreach (var pattern in _extra)
        {
            text = pattern.Replace(text, Mark);
        }

        return text;
    }

    /// <summary>
    /// A mask can join what the secret kept apart, so what was masked is looked at again until it stays: masked text is masked.
    /// </summary>
    private static string BuiltIns(string text, bool keepAddresses)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var redacted = new SecretScanner(text, keepAddresses).Run();
            if (redacted == text)
            {
                return redacted;
            }

            text = redacted;
        }

        return text;
    }
}
