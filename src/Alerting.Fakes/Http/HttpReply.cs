using System.Text;

namespace Alerting.Fakes;

public sealed record HttpReply(int Status, byte[] Body, string ContentType = "application/json")
{
    /// <summary>Headers besides content type and length.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Closes the connection instead of answering.</summary>
    public bool Abort { get; init; }

    public static HttpReply Ok { get; } = Text(200, "ok", "text/plain");

    public static HttpReply Text(int status, string body, string contentType = "application/json") =>
        new(status, Encoding.UTF8.GetBytes(body), contentType);
}
