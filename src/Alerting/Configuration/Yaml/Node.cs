namespace Alerting.Configuration.Yaml;

/// <summary>Lines and columns count from 1.</summary>
internal readonly record struct Place(int Line, int Column);

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
