using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>Says what is wrong with a configured URL.</summary>
internal static class UrlCheck
{
    /// <summary>The error, or null.</summary>
    public static string? Of(string text)
    {
        if (Urls.IsEncryptedOrLocal(text))
            return null;
        return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ? "This URL is not encrypted. Write https://. Only localhost may use http://."
            : ConfigErrors.IsNot(text, "a URL", "Write it in full, beginning with https://.");
    }
}
