namespace Alerting.Configuration.Yaml;

/// <summary>Lines and columns count from 1.</summary>
/// <param name="Source">Null where only one source is read.</param>
internal readonly record struct Place(int Line, int Column, string? Source = null)
{
    /// <summary>For a message elsewhere: <c>line 12</c>, or <c>line 12 of rota.yaml</c>.</summary>
    public string SeenFrom(Place other) =>
        Source is null || Source == other.Source ? $"line {Line}" : $"line {Line} of {Source}";
}

internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>The number of nodes with all aliases expanded.</summary>
    public long Size { get; protected init; } = 1;
}

internal sealed class ListNode : Node
{
    public ListNode(Place place, IReadOnlyList<Node> items)
        : base(place)
    {
        Items = items;
        var size = 1L;
        foreach (var item in items)
            size += item.Size;
        Size = size;
    }

    public IReadOnlyList<Node> Items { get; }
}

internal sealed class MapNode : Node
{
    public MapNode(Place place, IReadOnlyList<Entry> entries)
        : base(place)
    {
        Entries = entries;
        var size = 1L;
        foreach (var entry in entries)
            size += 1 + entry.Value.Size;
        Size = size;
    }

    public IReadOnlyList<Entry> Entries { get; }
}

internal readonly record struct Entry(TextNode Key, Node Value);
