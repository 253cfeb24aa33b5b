namespace Alerting.Sources.Logs.Lines;

/// <summary>
/// Stores the value of a field <c>error</c> or <c>exception</c>, which may be a whole stack trace or one sentence.
/// </summary>
internal static class ErrorValue
{
    public static void Put(ReadOnlySpan<byte> value, ref LogLine line)
    {
        if (value.IndexOf((byte)'\n') >= 0 && line.Stack.IsEmpty)
        {
            line.Stack = value;
        }
        else if (line.Detail.IsEmpty)
        {
            line.Detail = value;
        }
    }
}
