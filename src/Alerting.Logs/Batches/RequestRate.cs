using System.Globalization;

namespace Alerting.Logs.Batches;

/// <summary>
/// Decides about failed requests of an access log by their share of a batch: one of many is a warning, and many are an
/// error.
/// </summary>
internal struct RequestRate
{
    /// <summary>So many failed requests, and at least this share of all, are an error.</summary>
    private const int LeastFailed = 5;
    private const int LeastPercent = 10;

    private int _all, _failed;

    public void Add(in LogVerdict verdict)
    {
        if (verdict.IsRequest)
        {
            _all++;
            _failed += verdict.Level == LogLevel.Warning ? 1 : 0;
        }
    }

    public readonly void Decide(OccurrenceDraft failed)
    {
        if (_failed >= LeastFailed && _failed * 100L >= _all * (long)LeastPercent)
        {
            var counts = string.Create(CultureInfo.InvariantCulture, $"{_failed} of {_all}");
            failed.Raise(LogLevel.Error, $"HTTP status 5xx in {counts} requests");
        }
    }
}
