using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Alerting.Redaction;

/// <summary>
/// Replaces secrets in text before it leaves the account: those of <see cref="RedactionRules"/>, and what the
/// configured patterns match.
/// </summary>
/// <remarks>The line stays readable: <c>password=&lt;redacted&gt;</c>. It runs in linear time.</remarks>
public sealed class Redactor
{
    public const string Mark = "<redacted>";

    private const int MaxPasses = 8;

    private readonly Regex[] _extra;

    /// <param name="extra">Patterns on top of the built-in rules, without backtracking: they must not make redaction
    /// slow.</param>
    public Redactor(params IEnumerable<Regex> extra) => _extra = [.. extra];

    /// <summary>Without configured patterns.</summary>
    public static Redactor BuiltIn { get; } = new();

    /// <summary>Returns the same string when it has no secrets.</summary>
    /// <param name="keepAddresses">Whether e-mail addresses stay: an event about a mail is useless without
    /// them.</param>
    public string Apply(string text, bool keepAddresses = false)
    {
        text = Apply(keepAddresses ? RedactionRules.WithoutAddresses : RedactionRules.All, text);
        foreach (var pattern in _extra)
            text = pattern.Replace(text, Mark);
        return text;
    }

    /// <summary>Redacts only what a sentence of ours quotes: its own words may look like a secret.</summary>
    public string ApplyToQuotes(string sentence)
    {
        if (Apply(sentence, keepAddresses: true) == sentence)
            return sentence;
        sentence = ApplyToOuterQuotes(sentence);
        var parts = sentence.Split('"');
        for (var at = 1; at < parts.Length - 1; at += 2)
            parts[at] = Apply(parts[at], keepAddresses: true);
        return string.Join('"', parts);
    }

    /// <summary>A quote may have quotes of its own: <c>"name ~ "x""</c>.</summary>
    private string ApplyToOuterQuotes(string sentence)
    {
        var safe = new StringBuilder(sentence.Length);
        var (depth, open, written) = (0, 0, 0);
        for (var at = 0; at < sentence.Length; at++)
        {
            if (sentence[at] != '"')
                continue;
            var opens = depth == 0 || sentence[at - 1] is ' ' or '(' or '[' or '=' or '~' or ':' or ',' or '{';
            depth += opens ? 1 : -1;
            if (opens && depth == 1)
            {
                open = at + 1;
            }
            else if (depth == 0)
            {
                safe.Append(sentence, written, open - written)
                    .Append(Apply(sentence[open..at], keepAddresses: true));
                written = at;
            }
        }
        return depth == 0 ? safe.Append(sentence, written, sentence.Length - written).ToString() : sentence;
    }

    /// <summary>Redacting can join text that a secret separated, so it repeats until nothing changes.</summary>
    private static string Apply(RuleSet rules, string text)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var redacted = EncodedText.Apply(rules, rules.Apply(text));
            if (redacted == text)
                return redacted;
            text = redacted;
        }
        return text;
    }
}

/// <summary>
/// Applies rules in one linear pass. It stops only at the rules' signs, and calls a recogniser only if its kind of
/// secret can occur in the text.
/// </summary>
internal sealed class RuleSet
{
    private const int Ascii = 128;

    private readonly RedactionRule[] _rules;
    private readonly SearchValues<char> _signs;

    /// <summary>For each sign, the positions of its rules.</summary>
    private readonly int[][] _rulesOf;

    public RuleSet(IEnumerable<RedactionRule> rules)
    {
        _rules = [.. rules];
        _signs = SearchValues.Create(string.Concat(_rules.Select(rule => rule.Signs)));
        _rulesOf = [.. Enumerable.Range(0, Ascii).Select(sign => RulesOf((char)sign))];
    }

    public string Apply(string text)
    {
        var cursor = new TextCursor(text);
        Run(ref cursor);
        return cursor.ToString();
    }

    /// <summary>What <see cref="Apply"/> would replace.</summary>
    public List<RedactedRange> Find(string text)
    {
        var found = new List<RedactedRange>();
        var cursor = new TextCursor(text, found);
        Run(ref cursor);
        return found;
    }

    private void Run(ref TextCursor cursor)
    {
        var candidates = new Candidates();
        while (cursor.MoveToAny(_signs))
        {
            if (!Redact(ref cursor, ref candidates))
                cursor.SkipRun();
        }
    }

    private bool Redact(ref TextCursor cursor, ref Candidates candidates)
    {
        foreach (var at in _rulesOf[cursor[cursor.Position]])
        {
            if (candidates.Includes(at, _rules[at], cursor.Text) && _rules[at].Redact(ref cursor))
                return true;
        }
        return false;
    }

    private int[] RulesOf(char sign) =>
        [.. Enumerable.Range(0, _rules.Length).Where(at => _rules[at].Signs.Contains(sign))];

    /// <summary>
    /// The rules whose secrets can occur in the text. Each is asked once, and only when its sign is met.
    /// </summary>
    private struct Candidates
    {
        private ulong _asked;
        private ulong _included;

        public bool Includes(int at, RedactionRule rule, string text)
        {
            var bit = 1UL << at;
            if ((_asked & bit) == 0)
            {
                _asked |= bit;
                _included |= rule.CanOccur(text) ? bit : 0UL;
            }
            return (_included & bit) != 0;
        }
    }
}
