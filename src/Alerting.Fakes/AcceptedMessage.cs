namespace Alerting.Fakes;

/// <summary>A message that a service accepted: where it put it and how large it is.</summary>
public sealed record AcceptedMessage(Placement Placement, MessageSize Size);

/// <param name="EditOf">The message it replaces.</param>
/// <param name="ReplyTo">The parent in its thread.</param>
public sealed record Placement(string MessageId, string? EditOf = null, string? ReplyTo = null);

public sealed record MessageSize(int Value, int Limit, string Unit, string? Note = null);
