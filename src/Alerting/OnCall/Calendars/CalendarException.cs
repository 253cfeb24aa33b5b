namespace Alerting.OnCall.Calendars;

/// <summary>A calendar cannot be used. The message is a sentence for people.</summary>
public sealed class CalendarException(string message) : Exception(message);
