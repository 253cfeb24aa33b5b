namespace Amazon.Lambda.RuntimeSupport.Bootstrap;

/// <summary>
/// Overrides the environment: the Runtime API's host and port, as in <c>AWS_LAMBDA_RUNTIME_API</c>.
/// See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
/// </summary>
public class LambdaBootstrapOptions
{
    public string RuntimeApiEndpoint { get; set; }
}
