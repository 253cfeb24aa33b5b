using LiquidMap = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Alerting.Text.Liquid;

/// <summary>
/// A template in a subset of Liquid, described in <c>docs/templates.md</c>. It reads nothing but its model, and its
/// steps and its text are bounded.
/// </summary>
public sealed class LiquidTemplate
{
    /// <summary>Of a template's source.</summary>
    public const int MaxSource = 32_000;

    private readonly IReadOnlyList<LiquidNode> _nodes;

    private LiquidTemplate(string source, IReadOnlyList<LiquidNode> nodes) => (Source, _nodes) = (source, nodes);

    public string Source { get; }

    /// <summary>The template, or null and its errors.</summary>
    /// <param name="model">The names that it may use.</param>
    public static (LiquidTemplate? Template, IReadOnlyList<LiquidError> Errors) Parse(string source, LiquidShape model)
    {
        if (source.Length > MaxSource)
            return (null, [new LiquidError(0, $"A template has at most {MaxSource} characters.")]);
        var errors = new List<LiquidError>();
        var nodes = new LiquidParser(LiquidPieces.Of(source, errors), model, errors).Read();
        errors.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        return (errors.Count == 0 ? new LiquidTemplate(source, nodes) : null, errors);
    }

    /// <summary>The text, or why there is none.</summary>
    public LiquidResult Render(LiquidMap model)
    {
        var scope = new LiquidScope(model);
        try
        {
            LiquidNode.Render(_nodes, scope);
            return new LiquidResult(scope.Output.ToString(), null);
        }
        catch (LiquidException failed)
        {
            return new LiquidResult("", new LiquidError(Math.Max(0, failed.Offset), failed.Message))
            {
                IsTooLarge = failed.IsTooLarge,
            };
        }
    }
}

public sealed record LiquidResult(string Text, LiquidError? Error)
{
    /// <summary>Whether a smaller model may not fail.</summary>
    public bool IsTooLarge { get; init; }
}
