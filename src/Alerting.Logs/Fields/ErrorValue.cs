namespace Alerting.Logs.Fields;

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
