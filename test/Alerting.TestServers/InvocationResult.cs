using System.Text;

namespace Alerting.TestServers;

/// <summary>How a function answered: the body it posted, and to which of the two addresses.</summary>
public sealed record InvocationResult(string RequestId, bool Succeeded, RecordedRequest Post)
{
    /// <summary>The response, or the error document.</summary>
    public string Body => Encoding.UTF8.GetString(Post.BodyBytes);

    /// <summary>Header <c>Lambda-Runtime-Function-Error-Type</c>, for an error.</summary>
    public string? ErrorType => Post.Header("Lambda-Runtime-Function-Error-Type");
}
