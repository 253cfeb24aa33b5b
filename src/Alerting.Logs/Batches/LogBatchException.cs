namespace Alerting.Logs.Batches;

/// <summary>The payload of a subscription cannot be read. The message says why.</summary>
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
