using System.Diagnostics.CodeAnalysis;

namespace Alerting.Configuration;

/// <summary>An error or a note about a configuration.</summary>
/// <param name="Code">For programs: it stays when the sentence is reworded. All are in docs/findings.md.</param>
/// <param name="Text">For people: what is wrong, then what to write instead.</param>
internal sealed record Finding(string Code, string Text)
{
    public const string InvalidValue = nameof(InvalidValue);

    /// <summary>What a channel or another part says about a value.</summary>
    public static Finding OfValue(string text) => new(InvalidValue, text);

    [return: NotNullIfNotNull(nameof(finding))]
    public static implicit operator string?(Finding? finding) => finding?.Text;

    public override string ToString() => Text;
}
