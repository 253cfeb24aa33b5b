using System.Text;
using System.Text.Json;

namespace Alerting.Text;

/// <summary>
/// Repairs JSON that a size limit truncated, by closing what is open; and JSON that is nested too deep, by dropping the
/// deep values.
/// </summary>
internal ref struct TruncatedJson
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Utf8JsonWriter _writer;
    private readonly int _maxDepth;
    private readonly Predicate<string> _isWord;
    private readonly Stack<JsonTokenType> _open = new();
    private Utf8JsonReader _reader;
    private bool _hasFields;

    private TruncatedJson(ReadOnlySpan<byte> bytes, Utf8JsonWriter writer, int maxDepth, Predicate<string> isWord)
    {
        _bytes = bytes;
        (_writer, _maxDepth, _isWord) = (writer, maxDepth, isWord);
        var options = new JsonReaderOptions { MaxDepth = int.MaxValue };
        _reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(options));
    }

    /// <summary>
    /// The repaired JSON, and whether the text was complete. Undefined if the text is invalid before its end or has no
    /// fields.
    /// </summary>
    /// <param name="isWord">Whether a partial value is a known word, which is probably complete.</param>
    public static (JsonElement Json, bool IsWhole) Read(string text, int maxDepth, Predicate<string> isWord)
    {
        using var closed = new MemoryStream();
        using var writer = new Utf8JsonWriter(closed);
        var cut = new TruncatedJson(Encoding.UTF8.GetBytes(text), writer, maxDepth, isWord);
        try
        {
            var isWhole = cut.CopyAll();
            writer.Flush();
            if (!cut._hasFields)
                return default;
            using var document = JsonDocument.Parse(closed.ToArray(), new JsonDocumentOptions { MaxDepth = maxDepth });
            return (document.RootElement.Clone(), isWhole);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private bool CopyAll()
    {
        while (_reader.Read())
            Copy();
        if (_reader.CurrentDepth == 0 && _open.Count == 0)
            return true;
        CopyPartialValue(_bytes[(int)_reader.BytesConsumed..]);
        while (_open.TryPop(out var kind))
            Close(kind);
        return false;
    }

    /// <summary>Keeps one level for the null that replaces a value nested too deep.</summary>
    private readonly bool IsTooDeep => _open.Count >= _maxDepth - 1;

    private void Copy()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when IsTooDeep:
                _writer.WriteNullValue();
                SkipChildren();
                break;
            case JsonTokenType.StartObject:
                _writer.WriteStartObject();
                _open.Push(JsonTokenType.StartObject);
                break;
            case JsonTokenType.StartArray:
                _writer.WriteStartArray();
                _open.Push(JsonTokenType.StartArray);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close(_open.Pop());
                break;
            case JsonTokenType.PropertyName:
                _writer.WritePropertyName(_reader.GetString()!);
                break;
            case JsonTokenType.String:
                _writer.WriteStringValue(_reader.GetString());
                _hasFields |= IsInObject;
                break;
            default:
                _writer.WriteRawValue(_reader.ValueSpan);
                _hasFields |= IsInObject;
                break;
        }
    }

    private readonly bool IsInObject => _open.TryPeek(out var kind) && kind == JsonTokenType.StartObject;

    private void SkipChildren()
    {
        var depth = _reader.CurrentDepth;
        _hasFields |= IsInObject;
        while (_reader.Read() && _reader.CurrentDepth > depth)
        {
        }
    }

    private readonly void Close(JsonTokenType kind)
    {
        if (kind == JsonTokenType.StartObject)
            _writer.WriteEndObject();
        else
            _writer.WriteEndArray();
    }

    /// <summary>
    /// The partial value at the end of the text. Half a number, name or ARN could mean something else, so only prose,
    /// JSON in a string and known words, which are probably complete, are kept.
    /// </summary>
    private void CopyPartialValue(ReadOnlySpan<byte> rest)
    {
        var isNamed = _reader.TokenType == JsonTokenType.PropertyName;
        rest = rest.TrimStart(" \t\r\n,"u8);
        var value = isNamed && rest is [(byte)'"', .. var written] ? Unescape(written) : null;
        if (value is not null && IsWorthKeeping(value))
        {
            _writer.WriteStringValue(value);
            _hasFields = true;
        }
        else if (isNamed)
        {
            _writer.WriteNullValue();
        }
    }

    private readonly bool IsWorthKeeping(string value) => value.AsSpan().TrimStart() is ['{' or '[', ..]
        || value.Contains(' ', StringComparison.Ordinal)
        || _isWord(value);

    /// <summary>Drops a partial escape sequence at the end.</summary>
    private static string? Unescape(ReadOnlySpan<byte> written)
    {
        for (var less = 0; less <= Math.Min(5, written.Length); less++)
        {
            var reader = new Utf8JsonReader([(byte)'"', .. written[..^less], (byte)'"']);
            try
            {
                if (reader.Read())
                    return reader.GetString();
            }
            catch (JsonException)
            {
                // One byte less, until the rest is valid.
            }
        }
        return null;
    }
}
