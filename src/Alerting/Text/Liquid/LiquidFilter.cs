namespace Alerting.Text.Liquid;

/// <summary>A filter with the least and the most arguments that it takes.</summary>
internal sealed record LiquidFilter(string Name, int Least, int Most, Func<object?, object?[], object?> Apply)
{
    /// <summary>Whether its result has the names of its input.</summary>
    public bool KeepsShape { get; init; }

    public IReadOnlyList<LiquidExpression> Checked(List<LiquidExpression> arguments, int offset)
    {
        if (arguments.Count >= Least && arguments.Count <= Most)
            return arguments;
        var takes = (Least, Most) switch
        {
            (_, 0) => "takes nothing after it",
            (1, 1) => "takes one value",
            var (least, most) when least == most => $"takes {least} values",
            var (least, most) => $"takes {least} to {most} values",
        };
        throw new LiquidException($"The filter \"{Name}\" {takes}, as in docs/templates.md.", offset);
    }
}
