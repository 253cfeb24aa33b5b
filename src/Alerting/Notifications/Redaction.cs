using System.Text.RegularExpressions;

namespace Alerting.Notifications;

/// <summary>
/// Replaces secrets in text before it leaves the account: AWS keys, bearer tokens, JWTs, tokens of well-known services, passwords
/// in URLs and in <c>key=value</c>, e-mail addresses, card numbers, private keys, and the configured patterns.
/// </summary>
/// <remarks>The line stays readable: <c>password=&lt;redacted&gt;</c>. It runs in linear time.</remarks>
public sealed class Redaction
{
    public const string Mark = "<redacted>";

    private const int MaxPasses = 8;

    private readonly Regex[] _extra;

    /// <param name="extra">Patterns on top of the built-in ones; make them with <see cref="Pattern"/>.</param>
    public Redaction(params IEnumerable<Regex> extra) => _extra = [.. extra];

    /// <summary>Without configured patterns.</summary>
    public static Redaction BuiltIn { get; } = new();

    /// <summary>Compiles a configured pattern without backtracking, so a pattern cannot make redaction slow.</summary>
    /// <exception cref="ArgumentException">It is not a valid regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking: a look-around or a back reference.</exception>
    public static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Returns the same string when it has no secrets.</summary>
    /// <param name="keepAddresses">Whether e-mail addresses stay: an event about a mail is useless without them.</param>
    public string Apply(string text, bool keepAddresses = false)
    {
        text = BuiltIns(text, keepAddresses);
        foreach (var pattern in _extra)
        {
            text = pattern.Replace(text, Mark);
        }

        return text;
    }

    /// <summary>Redacting can join text that a secret separated, so it repeats until nothing changes.</summary>
    private static string BuiltIns(string text, bool keepAddresses)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
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
