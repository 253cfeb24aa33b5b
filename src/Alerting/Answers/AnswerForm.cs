using System.Globalization;
using System.Net;
using System.Text;

namespace Alerting.Answers;

/// <summary>The fields of the page's form.</summary>
internal sealed class AnswerForm
{
    public const string Answer = "answer";
    public const string Nonce = "nonce";
    public const string Step = "step";
    public const string Seen = "seen";
    public const string By = "by";
    public const string Reason = "reason";

    /// <summary>Far more than any browser sends for the page.</summary>
    private const int MaxBytes = 8 * 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>A press that is sent twice has the same nonce.</summary>
    public PressedAnswer Pressed() => new(this[Answer], this[Nonce], "link")
    {
        Step = Number(this[Step]), Seen = Number(this[Seen]), Comment = this[Reason],
    };

    internal static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Null if the body is no form.</summary>
    public static AnswerForm? Read(string? contentType, ReadOnlyMemory<byte> body, int maxBytes = MaxBytes)
    {
        if (contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true
            || body.Length > maxBytes)
        {
            return null;
        }
        var form = new AnswerForm();
        foreach (var pair in Encoding.UTF8.GetString(body.Span).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                form._values.TryAdd(WebUtility.UrlDecode(pair[..at]), WebUtility.UrlDecode(pair[(at + 1)..]).Trim());
        }
        return form;
    }
}
