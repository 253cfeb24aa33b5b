using System.Text;

namespace Alerting.Configuration.Values;

/// <summary>
/// Expands <c>${NAME}</c>, <c>${NAME:-default}</c> and <c>${ssm:/name}</c>. Defaults and parameter names may contain
/// placeholders too. <c>$$</c> is a dollar sign. The value of a variable is never expanded again.
/// </summary>
internal sealed class Placeholders
{
    private const int MaximumDepth = 20;

    private readonly string _text;
    private readonly Func<string, string?> _environment;
    private readonly List<string> _unset = [];
    private readonly List<(int, Finding)> _errors = [];
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
        var isTooDeep = ++_depth > MaximumDepth;
        var parts = isTooDeep ? [] : Take("ssm:") ? Parameter(start) : Variable(start);
        _depth--;
        if (!isTooDeep && Take("}"))
            return parts;
        // The enclosing placeholders are not closed either; report only one.
        if (_errors.Count == 0 || _at < _text.Length || isTooDeep)
            _errors.Add((start, SyntaxErrors.OpenPlaceholder));
        _at = _text.Length;
        return parts;
    }

    private List<SettingPart> Parameter(int start)
    {
        var name = Parts(untilBrace: true);
        if (name.Exists(part => part.IsSecret))
            _errors.Add((start, SyntaxErrors.SecretInName));
        var whole = string.Concat(name.ConvertAll(part => part.Text)).Trim();
        if (whole.Any(c => char.IsWhiteSpace(c) || c is '{' or '}'))
            _errors.Add((start, SyntaxErrors.BadParameter(whole)));
        return whole.Length == 0 ? [] : [new SettingPart(whole, IsSecret: true)];
    }

    private List<SettingPart> Variable(int start)
    {
        var name = Name();
        var variable = name.Length == 0 ? null : _environment(name);
        if (string.IsNullOrEmpty(variable) && name.Length > 0)
            _unset.Add(name);
        List<SettingPart> value = string.IsNullOrEmpty(variable) ? [] : [new SettingPart(variable, IsSecret: false)];
        if (name.Length > 0 && Take(":-"))
        {
            var defaultParts = Parts(untilBrace: true);
            return value.Count > 0 ? value : defaultParts;
        }
        if (_at < _text.Length && (name.Length == 0 || _text[_at] != '}'))
        {
            var end = _text.IndexOf('}', _at);
            _at = end < 0 ? _text.Length : end;
            if (end >= 0)
                _errors.Add((start, SyntaxErrors.BadPlaceholder(_text[(start + 2)..(_at + 1)])));
        }
        return value;
    }

    private string Name()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || _text[_at] == '_' ||
            _at > start && char.IsAsciiDigit(_text[_at])))
        {
            _at++;
        }
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
