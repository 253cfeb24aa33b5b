using System.Text;

namespace Alerting.Aws.Signed;

/// <summary>The code of an error: AWS names it in <c>__type</c> of JSON and in <c>&lt;Code&gt;</c> of XML.</summary>
public static class AwsErrors
{
    private const int Longest = 60;

    /// <summary>The status where there is no code. Only letters, because it is shown to people.</summary>
    public static string CodeOf(SignedResponse answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body ?? []);
        var code = Between(text, "<Code>") ?? Between(text, "\"__type\":\"") ?? Between(text, "\"__type\": \"");
        return code is { Length: > 0 } ? code : $"HTTP {answer.Status}";
    }

    private static string? Between(string text, string before)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var rest = text.AsSpan(start + before.Length);
        rest = rest[..Math.Min(rest.Length, Longest + 60)];
        // "com.amazonaws.logs#AccessDeniedException"
        if (rest.IndexOf('#') is >= 0 and var hash && hash < rest.IndexOfAny('"', '<'))
            rest = rest[(hash + 1)..];
        var length = 0;
        while (length < rest.Length && length < Longest && char.IsAsciiLetterOrDigit(rest[length]))
            length++;
        return rest[..length].ToString();
    }
}
