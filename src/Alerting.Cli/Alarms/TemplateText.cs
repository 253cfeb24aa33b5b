namespace Alerting.Cli.Alarms;

/// <summary>A value in the template: a text, or an expression such as <c>!Ref Queue</c>.</summary>
/// <param name="Value">The text, or the expression as it stands in YAML.</param>
internal sealed record TemplateText(string Value, bool IsExpression)
{
    public static TemplateText Literal(string text) => new(text, IsExpression: false);

    public static TemplateText Ref(string name) => new($"!Ref {name}", IsExpression: true);

    /// <summary>The part between two separators. Null if the text has fewer parts.</summary>
    public TemplateText? Part(string separator, int index)
    {
        if (IsExpression)
            return new($"!Select [{index}, !Split [\"{separator}\", {Value}]]", IsExpression: true);
        return Value.Split(separator) is { } parts && index < parts.Length && parts[index].Length > 0
            ? Literal(parts[index])
            : null;
    }

    /// <summary>As a part of an <c>!Sub</c>; null for an expression that is more than a reference.</summary>
    public string? InSub() => !IsExpression ? Value.Replace("${", "${!", StringComparison.Ordinal)
        : Value.StartsWith("!Ref ", StringComparison.Ordinal) ? $"${{{Value["!Ref ".Length..]}}}"
        : null;
}
