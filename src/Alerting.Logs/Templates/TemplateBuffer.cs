namespace Alerting.Logs.Templates;

/// <summary>
/// The output of the templater. It merges neighbouring wildcards, so that lists of three and of four numbers have the
/// same template.
/// </summary>
internal ref struct TemplateBuffer(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    private int _wildcardEnd = -1;

    /// <summary>Whether only list separators were written since the last wildcard.</summary>
    private bool _onlySeparators;

    private int _word, _wordLength, _previousWord, _previousWordLength;

    /// <summary>
    /// The values of <see cref="_onlySeparators"/> before the last two words, for <see cref="DropLastWord"/>.
    /// </summary>
    private bool _onlySeparatorsBeforeWord, _onlySeparatorsBeforePreviousWord;

    public static ReadOnlySpan<byte> Wildcard => "<*>"u8;

    public int Length { get; private set; }

    /// <summary>The template did not fit. <see cref="Finish"/> then ends it at the last whole word.</summary>
    public bool Full { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _target[..Length];

    public readonly byte Last => Length == 0 ? (byte)' ' : _target[Length - 1];

    /// <summary>Nothing but a space was written after the last wildcard.</summary>
    public readonly bool EndsWithWildcard =>
        _wildcardEnd >= 0 && (_wildcardEnd == Length || (_wildcardEnd == Length - 1 && Last == ' '));

    public readonly ReadOnlySpan<byte> LastWord => _target.Slice(_word, _wordLength);

    public readonly ReadOnlySpan<byte> PreviousWord => _target.Slice(_previousWord, _previousWordLength);

    /// <summary>Exactly one space was written after <see cref="LastWord"/>.</summary>
    public readonly bool EndsWithWordAndSpace => _wordLength > 0 && _word + _wordLength == Length - 1 && Last == ' ';

    /// <summary>
    /// The end of <see cref="LastWord"/> if only a space, a colon or an equals sign was written after it; otherwise 0.
    /// </summary>
    public readonly int EndOfWordBeforeSign
    {
        get
        {
            var end = _word + _wordLength;
            if (_wordLength == 0 || Full || Length - end is < 1 or > 3)
            {
                return 0;
            }

            foreach (var b in _target[end..Length])
            {
                if (b is not ((byte)' ' or (byte)':' or (byte)'='))
                {
                    return 0;
                }
            }

            return end;
        }
    }

    /// <summary>A comma and a space were written after <see cref="LastWord"/>.</summary>
    public readonly bool EndsWithWordAndComma =>
        _wordLength > 0 && _word + _wordLength == Length - 2 && Last == ' ' && _target[Length - 2] == ',';

    public readonly bool EndsWithWord => _wordLength > 0 && _word + _wordLength == Length;

    public void AddWildcard()
    {
        if (_wildcardEnd >= 0 && _onlySeparators)
        {
            Length = _wildcardEnd;
            return;
        }

        Write(Wildcard);
        _wildcardEnd = Length;
        _onlySeparators = true;
    }

    public void AddWord(ReadOnlySpan<byte> word)
    {
        (_previousWord, _previousWordLength) = (_word, _wordLength);
        (_word, _wordLength) = (Length, word.Length);
        (_onlySeparatorsBeforePreviousWord, _onlySeparatorsBeforeWord) = (_onlySeparatorsBeforeWord, _onlySeparators);
        _onlySeparators = false;
        Write(word);
    }

    /// <summary>Adds punctuation or white space. Repeated and leading spaces are dropped.</summary>
    public void Add(byte b)
    {
        if (b == ' ' && (Length == 0 || Last == ' '))
        {
            return;
        }

        _onlySeparators = _onlySeparators && b is (byte)' ' or (byte)',' or (byte)':' or (byte)'#' or (byte)'|'
            or (byte)'/' or (byte)'-' or (byte)'+' or (byte)'@';
        if (Length < _target.Length)
        {
            _target[Length++] = b;
        }
        else
        {
            Full = true;
        }
    }

    /// <summary>Removes the last word, because it turned out to belong to the next wildcard.</summary>
    public void DropLastWord()
    {
        Length = _word;
        (_word, _wordLength) = (_previousWord, _previousWordLength);
        _previousWordLength = 0;
        (_onlySeparators, _onlySeparatorsBeforeWord) = (_onlySeparatorsBeforeWord, _onlySeparatorsBeforePreviousWord);
    }

    public void DropTrailingSpace() => Length -= Length > 0 && Last == ' ' ? 1 : 0;

    public ReadOnlySpan<byte> Finish()
    {
        if (Full)
        {
            var space = Written.LastIndexOf((byte)' ');
            Length = space < 0 ? 0 : space;
        }

        while (Length > 0 && Last == ' ')
        {
            Length--;
        }

        return Written;
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        if (text.Length > _target.Length - Length)
        {
            Full = true;
            return;
        }

        text.CopyTo(_target[Length..]);
        Length += text.Length;
    }
}
