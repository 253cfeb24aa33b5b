using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>The words and signs of an expression, one after the other.</summary>
internal sealed partial class ExpressionReader
{
    private readonly string _text;
    private readonly ExpressionNames _names;
    private readonly string[] _tokens;
    private int _next;

    public ExpressionReader(string text, ExpressionNames names)
    {
        (_text, _names) = (text, names);
        _tokens = [.. Token().Matches(text).Select(match => match.Value)];
        if (string.Concat(_tokens).Length != text.Count(character => !char.IsWhiteSpace(character)))
            throw Unknown();
    }

    public bool IsAtEnd => _next == _tokens.Length;

    public bool TryTake(string token)
    {
        if (IsAtEnd || _tokens[_next] != token)
            return false;
        _next++;
        return true;
    }

    public void Take(string token)
    {
        if (!TryTake(token))
            throw Unknown();
    }

    public bool TryWord(string word)
    {
        if (IsAtEnd || !_tokens[_next].Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _next++;
        return true;
    }

    public void Word(string word)
    {
        if (!TryWord(word))
            throw Unknown();
    }

    public bool TryFunction(string name, out IReadOnlyList<Operand> arguments)
    {
        arguments = [];
        if (_next + 1 >= _tokens.Length || _tokens[_next] != name || _tokens[_next + 1] != "(")
            return false;
        _next++;
        arguments = List();
        return true;
    }

    /// <summary>Operands in parentheses.</summary>
    public IReadOnlyList<Operand> List()
    {
        Take("(");
        List<Operand> all = [Operand()];
        while (TryTake(","))
            all.Add(Operand());
        Take(")");
        return all;
    }

    public Operand Operand()
    {
        if (IsAtEnd)
            throw Unknown();
        var token = _tokens[_next++];
        if (token[0] == ':')
            return new Operand(null, _names.Value(token));
        return token[0] == '#' || char.IsLetter(token[0]) ? new Operand(_names.Name(token), null) : throw Unknown();
    }

    public string Comparator()
    {
        var token = IsAtEnd ? "" : _tokens[_next++];
        return token is "=" or "<>" or "<" or "<=" or ">" or ">=" ? token : throw Unknown();
    }

    public void End()
    {
        if (!IsAtEnd)
            throw Unknown();
    }

    /// <summary>Loud, so that a new expression is taught to this server before a run can pass.</summary>
    public UnknownRequestException Unknown() => new($"This server does not know the expression: {_text}");

    [GeneratedRegex(@"[#:]?[A-Za-z_][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+|<>|<=|>=|[=<>(),+-]")]
    private static partial Regex Token();
}

/// <summary>An attribute's name, or a value.</summary>
internal sealed record Operand(string? Name, JsonElement? Value)
{
    /// <summary>Null when the item does not have the attribute.</summary>
    public JsonElement? In(IReadOnlyDictionary<string, JsonElement> item) =>
        Name is null ? Value : item.TryGetValue(Name, out var value) ? value : null;
}

/// <summary>The names and values behind an expression's placeholders.</summary>
internal sealed class ExpressionNames(JsonElement request)
{
    public string Name(string token) => token[0] != '#'
        ? token
        : Property("ExpressionAttributeNames", token) is { ValueKind: JsonValueKind.String } name
            ? name.GetString()!
            : throw new UnknownRequestException($"The name {token} is not defined.");

    public JsonElement Value(string token) =>
        Property("ExpressionAttributeValues", token) is { ValueKind: JsonValueKind.Object } value
            ? value
            : throw new UnknownRequestException($"The value {token} is not defined.");

    private JsonElement Property(string map, string token) =>
        request.TryGetProperty(map, out var all) && all.ValueKind == JsonValueKind.Object
            && all.TryGetProperty(token, out var value) ? value : default;
}
