namespace Alerting.Configuration;

/// <summary>Lines and columns count from 1.</summary>
public sealed record ConfigMessage(string File, int Line, int Column, string Text)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Text}";
}
