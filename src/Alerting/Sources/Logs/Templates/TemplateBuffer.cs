namespace Alerting.Sources.Logs.Templates;

/// <summary>
/// Where a template is written. Neighbouring masks become one here, so that a list of three numbers and a list of four
/// read the same: <c>&lt;*&gt;</c>.
/// </summary>
internal ref struct TemplateBuffer(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    /// <summary>Where the last mask ended; -1 when there was none.</summary>
    private int _wildcardEnd = -1;

    /// <summary>Whether all that was written since the last mask may stand between two items of one list.</summary>
    private bool _onlySeparators;

    /// <summary>The last word written, and the one before.</summary>
    private int _word, _wordLength, _previousWord, _previousWordLength;

    /// <summary>What <see cref="_onlySeparators"/> was in front of these words.</summary>
    private bool _onlySeparatorsBeforeWord, _onlySeparatorsBeforePreviousWord;

    public static ReadOnlySpan<byte> Wildcard => "<*>"u8;

    public int Length { get; private set; }

    /// <summary>Set when the target was full: the text ends at the last whole word that fitted.</summary>
    public bool Full { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _target[..Length];

    public readonly byte Last => Length == 0 ? (byte)' ' : _target[Length - 1];

    /// <summary>The mask is the last thing written, or only white space followed it.</summary>
    public readonly bool EndsWithWildcard => _wildcardEnd >= 0 && (_wildcardEnd == Length || (_wildcardEnd == Length - 1 && Last == ' '));

    public readonly ReadOnlySpan<byte> LastWord => _target.Slice(_word, _wordLength);

    public readonly ReadOnlySpan<byte> PreviousWord => _target.Slice(_previousWord, _previousWordLength);

    /// <summary>Whether nothing but one space came after <see cref="LastWord"/>.</summary>
    public readonly bool EndsWithWordAndSpace => _wordLength > 0 && _word + _wordLength == Length - 1 && Last == ' ';

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

    /// <summary>Punctuation; white space is one space, and none at the start.</summary>
    public void Add(byte b)
    {
        if (b == ' ' && (Length == 0 || Last == ' '))
        {
            return;
        }

        _onlySeparators = _onlySeparators && b is (byte)' ' or (byte)',' or (byte)':' or (byte)'#' or (byte)'|' or (byte)'/' or (byte)'-' or (byte)'+' or (byte)'@';
        if (Length < _target.Length)
        {
            _target[Length++] = b;
        }
        else
        {
            Full = true;
        }
    }

    /// <summary>Takes back the last word, which has turned out to belong to the mask that follows.</summary>
    public void DropLastWord()
    {
        Length = _word;
        (_word, _wordLength) = (_previousWord, _previousWordLength);
        _previousWordLength = 0;
        (_onlySeparators, _onlySeparatorsBeforeWord) = (_onlySeparatorsBeforeWord, _onlySeparatorsBeforePreviousWord);
    }

    /// <summary>Takes back the space that was written last.</summary>
    public void DropTrailingSpace() => Length -= Length > 0 && Last == ' ' ? 1 : 0;

    /// <summary>Drops white space at the end, and a word that was cut.</summary>
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
