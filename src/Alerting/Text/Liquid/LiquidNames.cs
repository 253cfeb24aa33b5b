namespace Alerting.Text.Liquid;

/// <summary>The names that a part of a template may use: the model's, and those made before.</summary>
internal sealed class LiquidNames(LiquidShape model)
{
    private static readonly LiquidShape Loop = new()
    {
        Members = new[] { "index", "index0", "rindex", "rindex0", "first", "last", "length" }
            .ToDictionary(name => name, _ => LiquidShape.Plain),
    };

    private readonly Dictionary<string, LiquidShape> _assigned = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, LiquidShape Shape)> _loops = [];

    public void Push(string name, LiquidShape shape) => _loops.Push((name, shape));

    public void Pop() => _loops.Pop();

    /// <summary>A name may be assigned twice, in two branches: then nothing is known of it.</summary>
    public void Assign(string name, LiquidShape shape) =>
        _assigned[name] = _assigned.TryGetValue(name, out var before) && before != shape ? LiquidShape.Any : shape;

    /// <summary>Null if nothing has that name.</summary>
    public LiquidShape? Find(string name)
    {
        foreach (var loop in _loops)
        {
            if (loop.Name == name)
                return loop.Shape;
        }
        if (_loops.Count > 0 && name == "forloop")
            return Loop;
        return _assigned.GetValueOrDefault(name) ?? model.Find(name);
    }

    public string Unknown(string name) => UnknownOf("name", name, [.. model.Names, .. _assigned.Keys]);

    public static string UnknownOf(string what, string name, IEnumerable<string> known)
    {
        var meant = Suggestion.For(name, known);
        return $"Unknown {what} \"{name}\". "
            + (meant is null ? $"See docs/templates.md for the {what}s." : Suggestion.Sentence(meant));
    }
}
