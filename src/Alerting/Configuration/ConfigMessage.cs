using Alerting.Redaction;

namespace Alerting.Configuration;

/// <summary>Lines and columns count from 1.</summary>
public sealed record ConfigMessage(string File, int Line, int Column, string Text)
{
    /// <summary>For programs. All are in docs/findings.md.</summary>
    public string Code { get; init; } = Finding.InvalidValue;

    /// <summary>A value it quotes may be a secret.</summary>
    public string Text { get; init; } = Redactor.BuiltIn.ApplyToQuotes(Text);

    public override string ToString() => $"{File}:{Line}:{Column}: {Text}";
}
