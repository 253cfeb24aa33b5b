namespace Alerting.Text.Liquid;

/// <summary>A fault of a template.</summary>
/// <param name="Offset">The character at which it is.</param>
public sealed record LiquidError(int Offset, string Text);

/// <summary>A part of a template cannot be read, or fails.</summary>
internal sealed class LiquidException(string message, int offset = LiquidException.Nowhere) : Exception(message)
{
    public const int Nowhere = -1;

    /// <summary>A filter does not know where in the template it stands.</summary>
    public int Offset => offset;

    /// <summary>Whether less of the same would not fail.</summary>
    public bool IsTooLarge { get; init; }

    public LiquidException At(int place) =>
        offset == Nowhere ? new LiquidException(Message, place) { IsTooLarge = IsTooLarge } : this;
}
