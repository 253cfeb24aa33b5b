namespace Amazon.Lambda.Core;

/// <summary>
/// The Cognito identity that invoked the function: header <c>Lambda-Runtime-Cognito-Identity</c>,
/// <c>{"cognitoIdentityId":..,"cognitoIdentityPoolId":..}</c>. See
/// https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html.
/// </summary>
public interface ICognitoIdentity
{
    string IdentityId { get; }

    string IdentityPoolId { get; }
}
