using System.Net;
using System.Security;

namespace Alerting.Fakes;

/// <summary>The query protocol of SNS: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.</summary>
public static class SnsXml
{
    public static IReadOnlyDictionary<string, string> Form(string body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            fields[WebUtility.UrlDecode(parts[0])] = WebUtility.UrlDecode(parts.Length > 1 ? parts[1] : "");
        }

        return fields;
    }

    public static HttpReply Error(int status, string code, string message) => Xml(status, $"""
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error>
            <Type>{(status < 500 ? "Sender" : "Receiver")}</Type>
            <Code>{SecurityElement.Escape(code)}</Code>
            <Message>{SecurityElement.Escape(message)}</Message>
          </Error>
          <RequestId>9f47e2b5-0000-5000-8000-000000000000</RequestId>
        </ErrorResponse>
        """);

    public static HttpReply Published(int number) => Result("Publish", $"<MessageId>{MessageId(number)}</MessageId>");

    public static HttpReply Result(string action, string content) => Xml(200, $"""
        <{action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <{action}Result>{content}</{action}Result>
          <ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata>
        </{action}Response>
        """);

    public static string MessageId(int number) => $"00000000-0000-5000-8000-{number:D12}";

    private static HttpReply Xml(int status, string body) => HttpReply.Text(status, body, "text/xml");
}
