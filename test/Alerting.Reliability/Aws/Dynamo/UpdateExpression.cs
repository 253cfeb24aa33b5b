using System.Globalization;
using System.Text.Json;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>Update expressions over top-level attributes: SET with sums and if_not_exists, REMOVE, ADD of numbers.</summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html</remarks>
internal static class UpdateExpression
{
    /// <summary>Right sides see the item as it was before the update.</summary>
    public static Dictionary<string, JsonElement> Apply(
        string text, ExpressionNames names, IReadOnlyDictionary<string, JsonElement> before)
    {
        var reader = new ExpressionReader(text, names);
        var after = new Dictionary<string, JsonElement>(before, StringComparer.Ordinal);
        while (!reader.IsAtEnd)
        {
            if (reader.TryWord("SET"))
                Each(reader, () => Set(reader, before, after));
            else if (reader.TryWord("REMOVE"))
                Each(reader, () => after.Remove(Name(reader)));
            else if (reader.TryWord("ADD"))
                Each(reader, () => Add(reader, before, after));
            else
                throw reader.Unknown();
        }
        return after;
    }

    private static void Each(ExpressionReader reader, Action clause)
    {
        do
            clause();
        while (reader.TryTake(","));
    }

    private static string Name(ExpressionReader reader) => reader.Operand().Name ?? throw reader.Unknown();

    private static void Set(ExpressionReader reader, IReadOnlyDictionary<string, JsonElement> before,
        Dictionary<string, JsonElement> after)
    {
        var name = Name(reader);
        reader.Take("=");
        var value = Value(reader, before);
        if (reader.TryTake("+"))
            value = Sum(value, Value(reader, before), 1);
        else if (reader.TryTake("-"))
            value = Sum(value, Value(reader, before), -1);
        after[name] = value;
    }

    private static JsonElement Value(ExpressionReader reader, IReadOnlyDictionary<string, JsonElement> before)
    {
        if (!reader.TryFunction("if_not_exists", out var both))
            return reader.Operand().In(before) ?? throw reader.Unknown();
        return both[0].In(before) ?? both[1].In(before) ?? throw reader.Unknown();
    }

    private static void Add(ExpressionReader reader, IReadOnlyDictionary<string, JsonElement> before,
        Dictionary<string, JsonElement> after)
    {
        var name = Name(reader);
        var value = reader.Operand().Value ?? throw reader.Unknown();
        after[name] = before.TryGetValue(name, out var old) ? Sum(old, value, 1) : value;
    }

    private static JsonElement Sum(JsonElement one, JsonElement other, int sign) =>
        AttributeValues.Number((AttributeValues.Decimal(one) + sign * AttributeValues.Decimal(other))
            .ToString(CultureInfo.InvariantCulture));
}
