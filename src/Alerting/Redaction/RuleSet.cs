using System.Buffers;

namespace Alerting.Redaction;

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
        var candidates = new Candidates();
        while (cursor.MoveToAny(_signs))
        {
            if (!Redact(ref cursor, ref candidates))
                cursor.SkipRun();
        }
        return cursor.ToString();
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
        private uint _asked;
        private uint _included;

        public bool Includes(int at, RedactionRule rule, string text)
        {
            var bit = 1u << at;
            if ((_asked & bit) == 0)
            {
                _asked |= bit;
                _included |= rule.CanOccur(text) ? bit : 0;
            }
            return (_included & bit) != 0;
        }
    }
}
