using System.Buffers;
using System.Text;

namespace Alerting.Notifications;

/// <summary>
/// Finds secrets in one pass. It stops only at characters by which a secret can begin or be recognised; what it looks at before
/// and behind such a place is bounded, or is skipped once it was found to be secret.
/// </summary>
internal ref partial struct SecretScanner(string text, bool keepAddresses)
{
    private static readonly SearchValues<char> Triggers = SearchValues.Create("-=:>%@'\"AeBbgsSxrn0123456789");

    private readonly string _text = text;
    private StringBuilder? _out;

    /// <summary>All before this place is in <see cref="_out"/>; nothing before it is looked at again.</summary>
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

    /// <summary>Puts <paramref name="mark"/> in the place of what is between <paramref name="start"/> and <paramref name="end"/>.</summary>
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

    /// <summary>The end of the letters, digits and <paramref name="others"/> from a place on.</summary>
    private readonly int EndOf(int at, string others)
    {
        while (at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || others.Contains(_text[at])))
        {
            at++;
        }

        return at;
    }

    /// <summary>No token begins in the middle of a word: the rest of it needs no look.</summary>
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
