namespace Amazon.Lambda.Core;

/// <summary>
/// A mobile application's data from the <c>Lambda-Runtime-Client-Context</c> header:
/// <c>{"client":..,"custom":..,"env":..}</c>. See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
/// </summary>
public interface IClientContext
{
    IDictionary<string, string> Environment { get; }

    IClientApplication Client { get; }

    IDictionary<string, string> Custom { get; }
}
