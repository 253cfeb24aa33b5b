using System.Globalization;
using System.Text.Json;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>
/// DynamoDB's condition expressions over top-level attributes. What it does not know it refuses, because a condition
/// that is silently true would hide a fault.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html</remarks>
internal sealed class Expression
{
    private readonly ExpressionReader _reader;

    private Expression(ExpressionReader reader) => _reader = reader;

    /// <summary>Whether the condition holds for the item; an item that does not exist has no attributes.</summary>
    public static bool Holds(string? text, ExpressionNames names, IReadOnlyDictionary<string, JsonElement> item)
    {
        if (text is null)
            return true;
        var reader = new ExpressionReader(text, names);
        var holds = new Expression(reader).Or(item);
        reader.End();
        return holds;
    }

    private bool Or(IReadOnlyDictionary<string, JsonElement> item)
    {
        var holds = And(item);
        while (_reader.TryWord("OR"))
            holds |= And(item);
        return holds;
    }

    private bool And(IReadOnlyDictionary<string, JsonElement> item)
    {
        var holds = Not(item);
        while (_reader.TryWord("AND"))
            holds &= Not(item);
        return holds;
    }

    private bool Not(IReadOnlyDictionary<string, JsonElement> item) =>
        _reader.TryWord("NOT") ? !Not(item) : Condition(item);

    private bool Condition(IReadOnlyDictionary<string, JsonElement> item)
    {
        if (_reader.TryTake("("))
        {
            var holds = Or(item);
            _reader.Take(")");
            return holds;
        }
        if (_reader.TryFunction("attribute_exists", out var path))
            return item.ContainsKey(path[0].Name!);
        if (_reader.TryFunction("attribute_not_exists", out path))
            return !item.ContainsKey(path[0].Name!);
        if (_reader.TryFunction("begins_with", out var both))
        {
            return both[0].In(item) is { } text && both[1].In(item) is { } start
                && AttributeValues.Text(text).StartsWith(AttributeValues.Text(start), StringComparison.Ordinal);
        }
        return Comparison(item);
    }

    private bool Comparison(IReadOnlyDictionary<string, JsonElement> item)
    {
        var left = Operand(item);
        if (_reader.TryWord("BETWEEN"))
        {
            var least = Operand(item);
            _reader.Word("AND");
            var most = Operand(item);
            return Compare(left, least) >= 0 && Compare(left, most) <= 0;
        }
        if (_reader.TryWord("IN"))
            return _reader.List().Any(each => Compare(left, each.In(item)) == 0);
        var comparator = _reader.Comparator();
        var right = Operand(item);
        if (left is null || right is null)
            return comparator == "<>" && (left is null) != (right is null);
        var order = Compare(left, right);
        return comparator switch
        {
            "=" => order == 0,
            "<>" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        } && (order is not null || comparator == "<>");
    }

    private JsonElement? Operand(IReadOnlyDictionary<string, JsonElement> item)
    {
        if (!_reader.TryFunction("size", out var sized))
            return _reader.Operand().In(item);
        return sized[0].In(item) is { } value
            ? AttributeValues.Number(AttributeValues.SizeOf(value).ToString(CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Null when the two cannot be compared: one is missing, or they have different types.</summary>
    private static int? Compare(JsonElement? left, JsonElement? right) =>
        left is { } one && right is { } other ? AttributeValues.Compare(one, other) : null;
}
