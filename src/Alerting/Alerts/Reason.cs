namespace Alerting.Alerts;

/// <summary>Why something is decided: the code for programs, the sentence for people.</summary>
public readonly record struct Reason(ReasonCode Code, string Text)
{
    public override string ToString() => Text;
}
