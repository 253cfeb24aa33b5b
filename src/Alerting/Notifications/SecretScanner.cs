using System.Buffers;
using System.Text;

namespace Alerting.Notifications;

/// <summary>
/// Finds secrets in one linear pass. It stops only at characters that can start or reveal a secret, and looks at a bounded
/// stretch before and after them.
/// </summary>
internal ref partial struct SecretScanner(string text, bool keepAddresses)
{
    private static readonly SearchValues<char> Triggers = SearchValues.Create("-=:>%@'\"AeBbgsSxrn0123456789");

    private readonly string _text = text;
    private StringBuilder? _out;

    /// <summary>Everything before this position is in <see cref="_out"/> and is not looked at again.</summary>
    private int _copied;
    private int _at;

    public string Run()
    {
        while (_at < _text.Length)
        {
            var next = _text.AsSpan(_at).IndexOfAny(Triggers);
            if (next < 0)
            {
                break;
            }

            _at += next;
            if (!TakeSecret(_text[_at]))
            {
                _at++;
            }
        }

        return _out is null ? _text : _out.Append(_text, _copied, _text.Length - _copied).ToString();
    }

    private bool TakeSecret(char c) => c switch
    {
        '=' or ':' => TakeUrl() || TakeValueOfKey() || TakeOracleLogin(),
        '>' => TakeElement(),
        '%' => TakeEncodedValue(),
        '@' => TakeDriverLogin() || (!keepAddresses && TakeEmail()),
        '\'' or '"' => TakeQuotedBehindName(),
        '-' => TakeFlag() || TakePrivateKey(),
        >= '0' and <= '9' => TakeCard(),
        'e' => TakeJwt() || SkipWord(),
        'B' or 'b' => TakeBearer() || SkipWord(),
        's' or 'S' => TakePrefixed() || TakeSendGrid() || TakeBehindSecret() || SkipWord(),
        _ => TakePrefixed() || SkipWord(),
    };

    /// <summary>Replaces the range with <paramref name="mark"/>.</summary>
    private bool Replace(int start, int end, string mark)
    {
        _out ??= new StringBuilder(_text.Length);
        _out.Append(_text, _copied, start - _copied).Append(mark);
        _copied = _at = end;
        return true;
    }

    private readonly char At(int at) => (uint)at < (uint)_text.Length ? _text[at] : '\0';

    private readonly bool IsWordStart(int at) => at == 0 || !(char.IsAsciiLetterOrDigit(_text[at - 1]) || _text[at - 1] == '_');

    private readonly bool StartsWith(string word) => string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;

    /// <summary>The end of the run of letters, digits and <paramref name="others"/>.</summary>
    private readonly int EndOf(int at, string others)
    {
        while (at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || others.Contains(_text[at])))
        {
            at++;
        }

        return at;
    }

    /// <summary>Tokens do not start inside a word, so the rest of it is skipped.</summary>
    private bool SkipWord()
    {
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        _at = end;
        return true;
    }
}
