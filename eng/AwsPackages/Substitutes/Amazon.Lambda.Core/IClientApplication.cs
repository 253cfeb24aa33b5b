namespace Amazon.Lambda.Core;

/// <summary>
/// The mobile application that invoked the function: <c>client</c> of the client context, in snake case
/// (<c>installation_id</c>). See https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html.
/// </summary>
public interface IClientApplication
{
    string AppPackageName { get; }

    string AppTitle { get; }

    string AppVersionCode { get; }

    string AppVersionName { get; }

    string InstallationId { get; }
}
