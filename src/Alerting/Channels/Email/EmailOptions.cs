using Alerting.Configuration;

namespace Alerting.Channels.Email;

internal static class EmailOptions
{
    public static readonly ChannelOption To = new("to", CheckMail) { IsList = true, Sample = "oncall@example.com" };
    public static readonly ChannelOption From = new("from", CheckMail) { Sample = "oncall@example.com" };

    public static ChannelOptions All { get; } = new("email", "e-mail", "email: [oncall@example.com]", [To, From], [To]);

    /// <summary>An address, alone or after a name: <c>On call &lt;oncall@example.com&gt;</c>.</summary>
    public static string? CheckMail(string text)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal);
        var bare = open >= 0 && text.EndsWith('>') ? text.AsSpan()[(open + 1)..^1] : text;
        var at = bare.IndexOf('@');
        var fits = at > 0 && at < bare.Length - 1 && bare[(at + 1)..].IndexOfAny('@', ' ', ',') < 0 &&
            bare[..at].IndexOfAny(' ', ',', '"') < 0 && !text.Any(char.IsControl);
        return fits ? null : ConfigErrors.IsNot(text, "an e-mail address", "Write it as oncall@example.com.");
    }
}
