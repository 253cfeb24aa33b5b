namespace Alerting.Fakes;

/// <summary>An error response of SNS, such as 404 <c>NotFound</c> or 400 <c>Throttling</c>.</summary>
public sealed record SnsError(int Status, string Code, string Message);
