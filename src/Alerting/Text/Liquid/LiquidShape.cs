namespace Alerting.Text.Liquid;

/// <summary>Which names a value has, so that a misspelt one is found before a message is lost to it.</summary>
public sealed record LiquidShape
{
    private static readonly string[] Common = ["size", "first", "last"];

    /// <summary>Nothing is known of it.</summary>
    public static LiquidShape Any { get; } = new();

    /// <summary>A text or a number: it has no names.</summary>
    public static LiquidShape Plain { get; } = new() { Members = new Dictionary<string, LiquidShape>() };

    /// <summary>Null if any name may occur.</summary>
    public IReadOnlyDictionary<string, LiquidShape>? Members { get; init; }

    /// <summary>Of a list.</summary>
    public LiquidShape? Item { get; init; }

    public static LiquidShape List(LiquidShape item) => new() { Item = item };

    /// <summary>Null if it has no such member.</summary>
    public LiquidShape? Find(string name)
    {
        if (Members?.GetValueOrDefault(name) is { } known)
            return known;
        return name == "size" ? Plain
            : Item is not null ? (name is "first" or "last" ? Item : null)
            : Members is null ? Any : null;
    }

    /// <summary>For suggestions.</summary>
    public IEnumerable<string> Names => Members?.Keys ?? (Item is null ? [] : Common);
}
