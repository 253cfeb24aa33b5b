namespace Alerting.Reliability.Aws;

/// <summary>The executable asked for something this server was not taught. The run fails.</summary>
internal sealed class UnknownRequestException(string message) : Exception(message);
