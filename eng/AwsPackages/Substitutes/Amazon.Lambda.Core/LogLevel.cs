namespace Amazon.Lambda.Core;

/// <summary>
/// The levels of a function's log, set in the console as <c>TRACE</c> to <c>FATAL</c>.
/// See https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html.
/// </summary>
public enum LogLevel
{
    Trace = 0,
    Debug = 1,
    Information = 2,
    Warning = 3,
    Error = 4,
    Critical = 5,
}
