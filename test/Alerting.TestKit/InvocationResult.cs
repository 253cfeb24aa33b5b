using System.Text;
using Alerting.Fakes;

namespace Alerting.TestKit;

/// <summary>The body a function posted, and whether to the response or the error URL.</summary>
public sealed record InvocationResult(string RequestId, bool Succeeded, RecordedRequest Post)
{
    /// <summary>The response, or the error document.</summary>
    public string Body => Encoding.UTF8.GetString(Post.BodyBytes);

    /// <summary>The header <c>Lambda-Runtime-Function-Error-Type</c> of an error.</summary>
    public string? ErrorType => Post.Header("Lambda-Runtime-Function-Error-Type");
}
