namespace Alerting.Fakes;

/// <summary>A message that SNS accepted.</summary>
/// <param name="Kind"><c>sms</c>, <c>topic</c> or <c>push</c>.</param>
/// <param name="Target">The number, the topic or the endpoint.</param>
/// <param name="Body">As a phone or an app shows it.</param>
public sealed record SnsMessage(
    string Kind, string Target, string Message, string Body, string? Subject, Placement Placement, MessageSize Size);
