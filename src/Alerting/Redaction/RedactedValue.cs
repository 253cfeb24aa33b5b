namespace Alerting.Redaction;

/// <summary>Compares a value with what people see of it.</summary>
internal static class RedactedValue
{
    /// <summary>Whether the two are the same value of a label, one of them perhaps redacted by the built-in
    /// rules.</summary>
    public static bool AreSame(string label, string one, string other) =>
        one == other || IsOf(label, one, other) || IsOf(label, other, one);

    private static bool IsOf(string label, string original, string shown) =>
        shown.Contains(Redactor.Mark, StringComparison.Ordinal)
            && (SourceText.Any.Value(label, original) == shown || SourceText.OfLogs.Value(label, original) == shown);
}
