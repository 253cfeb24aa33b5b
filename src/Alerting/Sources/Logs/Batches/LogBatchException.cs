namespace Alerting.Sources.Logs;

/// <summary>A subscription's payload that cannot be read. The message says what is wrong with it.</summary>
public sealed class LogBatchException : Exception
{
    public LogBatchException()
    {
    }

    public LogBatchException(string message)
        : base(message)
    {
    }

    public LogBatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
