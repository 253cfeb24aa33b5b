using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.State;

/// <summary>An item of the table, limited to the attribute types used here.</summary>
internal sealed class Item(Dictionary<string, AttributeValue> attributes)
{
    public Item(string partition, string sort) : this(Key(partition, sort))
    {
    }

    public Dictionary<string, AttributeValue> Attributes => attributes;

    public static Dictionary<string, AttributeValue> Key(string partition, string sort) => new()
    {
        [AlertingTable.PartitionKey] = new() { S = partition },
        [AlertingTable.SortKey] = new() { S = sort },
    };

    public static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public string? Text(string name) => attributes.GetValueOrDefault(name)?.S;

    public long? Whole(string name) =>
        attributes.GetValueOrDefault(name)?.N is { } digits ? long.Parse(digits, CultureInfo.InvariantCulture) : null;

    public DateTimeOffset? Moment(string name) =>
        Whole(name) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>Null adds nothing.</summary>
    public Item With(string name, string? text) => Add(name, text is null ? null : new AttributeValue { S = text });

    public Item With(string name, long number) => Add(name, Number(number));

    /// <summary>Stored in milliseconds.</summary>
    public Item With(string name, DateTimeOffset moment) => With(name, moment.ToUnixTimeMilliseconds());

    public Item With(string name, AttributeValue value) => Add(name, value);

    /// <summary>Sets the TTL; null keeps the item forever.</summary>
    public Item Until(DateTimeOffset? end) =>
        end is { } moment ? With(AlertingTable.Expires, moment.ToUnixTimeSeconds()) : this;

    private Item Add(string name, AttributeValue? value)
    {
        if (value is not null)
            attributes[name] = value;
        return this;
    }
}

/// <summary>A DynamoDB expression with its names and values.</summary>
internal sealed class Condition(string expression)
{
    public string Expression => expression;

    public Dictionary<string, string>? Names { get; private set; }

    public Dictionary<string, AttributeValue>? Values { get; private set; }

    /// <summary>The item does not exist yet.</summary>
    public static Condition Absent { get; } =
        new Condition("attribute_not_exists(#pk)").Name("#pk", AlertingTable.PartitionKey);

    public static Condition Partition(string partition) =>
        new Condition("#pk = :pk").Name("#pk", AlertingTable.PartitionKey).Text(":pk", partition);

    public Condition Name(string placeholder, string attribute)
    {
        (Names ??= [])[placeholder] = attribute;
        return this;
    }

    public Condition Text(string placeholder, string text) => Value(placeholder, new AttributeValue { S = text });

    public Condition Number(string placeholder, long number) => Value(placeholder, Item.Number(number));

    private Condition Value(string placeholder, AttributeValue value)
    {
        (Values ??= [])[placeholder] = value;
        return this;
    }
}
