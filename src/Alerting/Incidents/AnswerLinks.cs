namespace Alerting.Incidents;

/// <summary>Writes the links by which people answer.</summary>
/// <param name="baseUrl">Of the function that serves them, such as a Lambda function's URL.</param>
public sealed class AnswerLinks(Uri baseUrl, AnswerKeys keys)
{
    /// <summary>Followed by the token.</summary>
    public const string Path = "/i/";

    /// <summary>Whether messages in Slack also have buttons.</summary>
    public bool HasSlackButtons { get; init; }

    /// <summary>Null when no link is possible, because version 1 opened the incident.</summary>
    public string? Of(AnswerToken token) =>
        token.Write(keys) is { } text ? $"{baseUrl.GetLeftPart(UriPartial.Authority)}{Path}{text}" : null;

    public static string TokenIn(string link) => link[(link.LastIndexOf('/') + 1)..];
}
