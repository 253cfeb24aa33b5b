using System.Text;

namespace Alerting.Configuration.Values;

/// <summary>
/// Fills in <c>${NAME}</c>, <c>${NAME:-default}</c> and <c>${ssm:/name}</c>; defaults and parameter names may hold
/// placeholders in turn. <c>$$</c> is a dollar sign. A variable's value is taken as it is, never expanded again.
/// </summary>
internal sealed class Placeholders
{
    private const int MaximumDepth = 20;

    private readonly string _text;
    private readonly Func<string, string?> _environment;
    private readonly List<string> _unset = [];
    private readonly List<(int, string)> _errors = [];
    private int _at;
    private int _depth;

    private Placeholders(string text, Func<string, string?> environment) => (_text, _environment) = (text, environment);

    public static Expansion Expand(string text, Func<string, string?> environment)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return new Expansion(text.Length == 0 ? [] : [new SettingPart(text, IsSecret: false)], [], []);
        var run = new Placeholders(text, environment);
        var parts = run.Parts(untilBrace: false);
        return new Expansion(parts, run._unset, run._errors);
    }

    private List<SettingPart> Parts(bool untilBrace)
    {
        var parts = new List<SettingPart>();
        var literal = new StringBuilder();
        while (_at < _text.Length && !(untilBrace && _text[_at] == '}'))
        {
            var next = _at + 1 < _text.Length ? _text[_at + 1] : ' ';
            if (_text[_at] == '$' && next == '{')
            {
                Flush(literal, parts);
                parts.AddRange(Placeholder());
                continue;
            }
            literal.Append(_text[_at]);
            _at += _text[_at] == '$' && next == '$' ? 2 : 1;
        }
        Flush(literal, parts);
        return parts;
    }

    private static void Flush(StringBuilder literal, List<SettingPart> parts)
    {
        if (literal.Length > 0)
            parts.Add(new SettingPart(literal.ToString(), IsSecret: false));
        literal.Clear();
    }

    private List<SettingPart> Placeholder()
    {
        var start = _at;
        _at += 2;
        var deep = ++_depth > MaximumDepth;
        var parts = deep ? [] : Take("ssm:") ? Parameter(start) : Variable(start);
        _depth--;
        if (!deep && Take("}"))
            return parts;
        // Whatever encloses a placeholder that is not closed is not closed either: one message is enough.
        if (_errors.Count == 0 || _at < _text.Length || deep)
            _errors.Add((start, ConfigErrors.OpenPlaceholder));
        _at = _text.Length;
        return parts;
    }

    private List<SettingPart> Parameter(int start)
    {
        var name = Parts(untilBrace: true);
        if (name.Exists(part => part.IsSecret))
            _errors.Add((start, ConfigErrors.SecretInName));
        var whole = string.Concat(name.ConvertAll(part => part.Text)).Trim();
        if (whole.Any(c => char.IsWhiteSpace(c) || c is '{' or '}'))
            _errors.Add((start, ConfigErrors.BadParameter(whole)));
        return whole.Length == 0 ? [] : [new SettingPart(whole, IsSecret: true)];
    }

    private List<SettingPart> Variable(int start)
    {
        var name = Name();
        var value = name.Length == 0 ? null : _environment(name);
        if (string.IsNullOrEmpty(value) && name.Length > 0)
            _unset.Add(name);
        List<SettingPart> given = string.IsNullOrEmpty(value) ? [] : [new SettingPart(value, IsSecret: false)];
        if (name.Length > 0 && Take(":-"))
        {
            var otherwise = Parts(untilBrace: true);
            return given.Count > 0 ? given : otherwise;
        }
        if (_at < _text.Length && (name.Length == 0 || _text[_at] != '}'))
        {
            var end = _text.IndexOf('}', _at);
            _at = end < 0 ? _text.Length : end;
            if (end >= 0)
                _errors.Add((start, ConfigErrors.BadPlaceholder(_text[(start + 2)..(_at + 1)])));
        }
        return given;
    }

    private string Name()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || _text[_at] == '_' ||
            _at > start && char.IsAsciiDigit(_text[_at])))
            _at++;
        return _text[start.._at];
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(_text, _at, token, 0, token.Length) != 0)
            return false;
        _at += token.Length;
        return true;
    }
}
